import { gatherEach } from '../../../core/collections/gather.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import { managerInstalls, type Install } from '../../cache/calls/managerCall.ts';
import { startedManagers } from '../../cache/calls/startedManagers.ts';
import type { CacheScene, PackageManager } from '../../cache/packageManager.ts';
import { PACKAGE_MANAGERS } from '../../cache/packageManagers.ts';
import { MANIFEST_ENTRIES } from '../manifests/manifestEntries.ts';
import type { ManifestEntry } from '../manifests/manifestEntry.ts';

/** An install of what manifests in the build context list. */
export interface ManifestInstall {
  readonly entry: ManifestEntry;
  readonly run: RunFact;
  readonly install: Install;
  /** As the command names them, relative to where it runs: `requirements.txt`, `package.json`. */
  readonly manifests: readonly string[];
}

interface KnownManagers {
  readonly managers: readonly PackageManager[];
  readonly entryOf: ReadonlyMap<PackageManager, ManifestEntry>;
}

let known: KnownManagers | undefined;

/** Both tables joined when first asked for: entries of one may come to use the other. */
function knownManagers(): KnownManagers {
  if (known) return known;
  const pairs = MANIFEST_ENTRIES.flatMap((entry) => PACKAGE_MANAGERS.filter(({ id }) => id === entry.id).map((manager) => [manager, entry] as const));
  return (known = { managers: pairs.map(([manager]) => manager), entryOf: new Map(pairs) });
}

/**
 * The installs of a RUN that read manifests, in the order of its commands; those of named packages (`npm install express`)
 * need no source and do not count.
 */
export function manifestInstalls(run: RunFact, scene: CacheScene): ManifestInstall[] {
  const { managers, entryOf } = knownManagers();
  const found: ManifestInstall[] = [];
  for (const manager of startedManagers(scene.model.text, run, managers)) {
    const entry = entryOf.get(manager)!;
    for (const install of managerInstalls(scene.model.text, run, manager)) {
      const manifests = entry.isContested && manager.claims?.(install, scene) === false ? null : entry.reads(install);
      if (manifests) found.push({ entry, run, install, manifests });
    }
  }
  return found.sort((a, b) => a.install.verbSpan.start - b.install.verbSpan.start);
}

/** As its command says it, without options: `npm ci`, `go mod download`. */
export function installName({ install }: ManifestInstall): string {
  const words = install.positionals.filter(({ span }) => span.end <= install.verbSpan.end);
  return [install.command.name, ...gatherEach(words, ({ value, raw }) => value ?? raw)].join(' ');
}

/** The folder of the image that an install works in; null where it is unknown. */
export function workFolder({ run, install }: ManifestInstall): string | null {
  const { workdir } = run.state;
  const { cd } = install.command;
  if (workdir === null || cd === undefined || (cd !== null && /[$`~]/.test(cd))) return null;
  return cd === null ? workdir : joinPath(workdir, cd);
}

/** Absolute paths of the manifests in the image; null where they are relative to an unknown folder. */
export function imagePaths(call: ManifestInstall): string[] | null {
  const folder = workFolder(call);
  if (folder === null && !call.manifests.every((manifest) => manifest.startsWith('/'))) return null;
  return gatherEach(call.manifests, (manifest) => joinPath(folder ?? '/', manifest));
}

/** True where the install runs only if something holds: inside `if`, or behind a `[ -f requirements.txt ]` that asks for a manifest. */
export function isGuarded({ run, install, manifests }: ManifestInstall): boolean {
  if (install.command.isConditional) return true;
  return run.commands.some(
    ({ name, args, span }) =>
      (name === '[' || name === '[[' || name === 'test') &&
      span.end <= install.command.span.start &&
      args.some(({ value }) => value !== null && manifests.some((manifest) => value.replace(/^\.\//, '') === manifest.replace(/^\.\//, ''))),
  );
}
