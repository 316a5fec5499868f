import type { RunFact } from '../../core/dockerfile/facts.ts';
import { joinPath } from '../../core/dockerfile/paths.ts';
import { managerInstalls, type Install } from '../cache/managerCall.ts';
import { npm } from '../cache/managers/npm.ts';
import { pip } from '../cache/managers/pip.ts';

/** An install of what manifests in the build context list. */
export interface ManifestInstall {
  readonly manager: 'pip' | 'npm';
  readonly run: RunFact;
  readonly install: Install;
  /** As the command names them, relative to where it runs: `requirements.txt`, `package.json`. */
  readonly manifests: readonly string[];
}

/** What they do with the packages differs; what they read does not. */
const PIP_VERBS = new Set(['install', 'wheel', 'download']);
const PIP_LISTS = new Set(['-r', '--requirement', '-c', '--constraint']);

/**
 * The installs of a RUN that read manifests; those of named packages (`npm install express`) need no source and do not count.
 * @param text the Dockerfile
 */
export function manifestInstalls(text: string, run: RunFact): ManifestInstall[] {
  return [
    ...managerInstalls(text, run, pip).flatMap((install) => pipInstall(run, install)),
    ...managerInstalls(text, run, npm).flatMap((install) => npmInstall(run, install)),
  ].sort((a, b) => a.install.verbSpan.start - b.install.verbSpan.start);
}

function pipInstall(run: RunFact, install: Install): ManifestInstall[] {
  if (!PIP_VERBS.has(install.positionals[0]?.value ?? '')) return [];
  const lists = install.options.filter(({ name }) => PIP_LISTS.has(name));
  if (!lists.some(({ name }) => name === '-r' || name === '--requirement')) return [];
  const manifests = lists.map(({ value }) => value);
  if (!manifests.every((value) => typeof value === 'string')) return [];
  return [{ manager: 'pip', run, install, manifests: manifests as string[] }];
}

const NPM_VERBS = new Set(['ci', 'clean-install', 'ic', 'install-clean', 'install', 'i', 'in', 'add']);

function npmInstall(run: RunFact, install: Install): ManifestInstall[] {
  if (!NPM_VERBS.has(install.positionals[0]?.value ?? '') || install.rest.length > 0) return [];
  if (install.options.some(({ name }) => name === '-g' || name === '--global' || name === '--location')) return [];
  return [{ manager: 'npm', run, install, manifests: ['package.json'] }];
}

/** `npm ci` and its aliases need a lockfile. */
export function needsLockfile({ install }: ManifestInstall): boolean {
  return ['ci', 'clean-install', 'ic', 'install-clean'].includes(install.positionals[0]?.value ?? '');
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
  return call.manifests.map((manifest) => joinPath(folder ?? '/', manifest));
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
