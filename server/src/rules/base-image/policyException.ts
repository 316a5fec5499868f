import { pathMatcher } from '../../core/engine/globs.ts';
import { normalizedName } from './musl/requirement.ts';
import { standardOf, type Standard } from './policy.ts';
import type { Family } from './lifecycles.ts';

/** Where a workspace's policy asks a service for something else: `{ "dependency": "torch", "use": "slim", "reason": "no musl wheels" }`. */
export interface PolicyException {
  /** File pattern of Dockerfiles, relative to the workspace folder; null for all. */
  readonly path: string | null;
  /** A package that the service installs; null where it does not matter. */
  readonly dependency: string | null;
  /** Version, variant or both (`3.11`, `slim`, `3.11-slim`); null where the standard does not hold for the service at all. */
  readonly use: string | null;
  readonly reason: string | null;
}

/** What is asked of a service to tell which exceptions are meant for it. */
export interface ServiceTraits {
  /** Paths of the Dockerfile, one for each way it is built. */
  readonly paths: readonly string[];
  /** Names of the packages that it installs, Python's normalized; asked only where an exception names one. */
  dependencies(): ReadonlySet<string>;
}

/** What the policy asks of one service: the standard, or that of the first exception that is meant for it. Null where nothing is asked. */
export function standardFor(policy: unknown, family: Family, service: ServiceTraits): Standard | null {
  const entry = property(policy, family.name);
  const exception = readExceptions(property(entry, 'except')).find((candidate) => isMeant(candidate, service));
  if (!exception) return standardOf(policy, family);
  if (exception.use === null) return null;
  const [, version, variant] = /^(\d+(?:\.\d+)*)?(?:(?:^|-)([a-z][a-z0-9.-]*))?$/i.exec(exception.use) ?? [];
  const reason = exception.reason ?? (exception.dependency === null ? property(entry, 'reason') : `it installs ${exception.dependency}`);
  return standardOf({ [family.name]: { version: version ?? property(entry, 'version'), variant: variant ?? property(entry, 'variant'), reason } }, family);
}

function isMeant({ path, dependency }: PolicyException, { paths, dependencies }: ServiceTraits): boolean {
  if (path !== null && !paths.some(pathMatcher([path]))) return false;
  return dependency === null || dependencies().has(dependency) || dependencies().has(normalizedName(dependency));
}

/** Settings are checked by their shape only, so anything may stand here; what names neither path nor dependency is nobody's exception. */
function readExceptions(value: unknown): readonly PolicyException[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const [path, dependency, use, reason] = ['path', 'dependency', 'use', 'reason'].map((name) => text(property(item, name)));
    return path || dependency ? [{ path: path ?? null, dependency: dependency ?? null, use: use ?? null, reason: reason ?? null }] : [];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
