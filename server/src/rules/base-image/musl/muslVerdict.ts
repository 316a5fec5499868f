import { compareVersions } from '../lifecycles.ts';
import { LACKING_NODE } from './lackingNode.ts';
import { LACKING_PYTHON, type LackingPackage } from './lackingPython.ts';
import { WORKING_NODE } from './workingNode.ts';
import { NEEDED_EXTRA, WORKING_EXTRAS, WORKING_PYTHON } from './workingPython.ts';

/** One package that a manifest or a command names. */
export interface Dependency {
  readonly ecosystem: 'python' | 'node';
  /** Python's names normalized (`scikit-learn`), npm's as they are. */
  readonly name: string;
  /** Python only: `[standard]` of `uvicorn[standard]`. */
  readonly extras: readonly string[];
  /** The exact version, or the newest that may be installed; null where nothing holds it back. */
  readonly newest: string | null;
  /** True for what only builds and tests need: that it fails in the end is nobody's loss. */
  readonly isDevelopment?: boolean;
}

export interface MuslFailure {
  readonly dependency: Dependency;
  readonly lack: LackingPackage;
}

/**
 * What packages do on Alpine, whose C library is musl. `works`: every one of them is known to install there without a compiler. `fails`: these
 * are known not to. `unknown`: at least one that nobody has written down here, so nothing may be proposed.
 */
export type MuslVerdict =
  | { readonly kind: 'works' }
  | { readonly kind: 'fails'; readonly failures: readonly [MuslFailure, ...MuslFailure[]] }
  | { readonly kind: 'unknown'; readonly dependency: Dependency };

/** Judges all packages that a stage installs; no packages at all work everywhere. `stageDependencies` reads them from the manifests. */
export function muslVerdict(dependencies: readonly Dependency[]): MuslVerdict {
  const failures = dependencies.flatMap((dependency) => failureOf(dependency) ?? []);
  const [first, ...others] = failures;
  if (first) return { kind: 'fails', failures: [first, ...others] };
  const unknown = dependencies.find((dependency) => !isKnownToWork(dependency));
  return unknown ? { kind: 'unknown', dependency: unknown } : { kind: 'works' };
}

function failureOf(dependency: Dependency): MuslFailure | null {
  if (dependency.isDevelopment) return null;
  const lack = (dependency.ecosystem === 'python' ? LACKING_PYTHON : LACKING_NODE).get(dependency.name);
  if (!lack) return null;
  const { newest } = dependency;
  const isLacking = lack.upTo === null || (newest !== null && compareVersions(newest, lack.upTo) <= 0);
  return isLacking ? { dependency, lack } : null;
}

function isKnownToWork({ ecosystem, name, extras, newest }: Dependency): boolean {
  if (ecosystem === 'node') return WORKING_NODE.has(name);
  const needed = NEEDED_EXTRA.get(name);
  const since = needed === undefined ? WORKING_PYTHON.get(name) : '0';
  if (since === undefined || (needed !== undefined && !extras.includes(needed))) return false;
  if (!extras.every((extra) => WORKING_EXTRAS.has(`${name}[${extra}]`))) return false;
  return newest === null || compareVersions(newest, since) >= 0;
}
