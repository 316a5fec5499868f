import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { ProjectView } from '../core/engine/projectView.ts';
import { toSlashes } from '../host/fileSystem.ts';
import { GitProcess } from '../host/git/gitProcess.ts';
import { commitOf, entriesOf, isSameBlob, mergeBase, type PastEntry } from '../host/git/pastTree.ts';
import type { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { isOutside, joinPaths } from '../project/paths.ts';
import { visible } from '../report/visible.ts';
import type { CliProcess } from './run.ts';
import type { Target } from './scanTargets.ts';
import { shownPath } from './shownPath.ts';
import { UsageError } from './usage.ts';

/** Bytes: what is larger is checked by nobody, and counts as changed. */
const LARGEST = 4 * 1_048_576;

/**
 * Those of the files that are other than they were where the branch left `ref`, new ones included, and those whose build is: a Dockerfile with its
 * ignore file and the compose or bake file that builds it, a compose file with those it is merged with, an ignore file with what it is read for.
 * All of them where the configuration changed, or a file that it extends. Files that they copy do not count.
 * @param settings what the configuration is read from, absolute; what lies in no repository that has the commit counts as unchanged
 * @param folder absolute
 * @throws UsageError where git cannot tell
 */
export async function changedSince(
  ref: string,
  targets: readonly Target[],
  { index, settings: read }: { readonly index: WorkspaceIndex; readonly settings: readonly string[] },
  folder: string,
  self: CliProcess,
): Promise<readonly Target[]> {
  const git = await GitProcess.find(folder, self.environment ?? {});
  if (!git) throw new UsageError('--changed-since needs git, which is not installed or not on the PATH.');
  const commit = await commitOf(git, folder, ref);
  if (commit === null) throw new UsageError(await whyUnknown(git, ref, folder, self));
  const base = (await mergeBase(git, folder, commit)) ?? commit;
  const settings = read.map((file) => toSlashes(path.relative(folder, file)));
  for (const file of settings.filter(isOutside)) if (await isChangedOutside(git, base, path.resolve(folder, file))) return targets;
  const parts = new Map<Target, readonly string[]>();
  for (const target of targets) parts.set(target, [target.path, ...partsOf(target, await index.viewFor(target.path, target.language))]);
  const ownSettings = settings.filter((file) => !isOutside(file));
  const files = [...new Set([...ownSettings, ...[...parts.values()].flat()])];
  const past = await entriesOf(git, folder, base, files).catch((error: Error) => {
    throw new UsageError(`What changed since ${visible(ref)} cannot be told: ${visible(error.message)}.`);
  });
  const changed = new Set<string>();
  for (const file of files) if (await isChanged(path.join(folder, file), past.get(file))) changed.add(file);
  return ownSettings.some((file) => changed.has(file)) ? targets : targets.filter((target) => parts.get(target)!.some((file) => changed.has(file)));
}

/** A file outside the project, of which git answers from its own folder. */
async function isChangedOutside(git: GitProcess, base: string, file: string): Promise<boolean> {
  const name = path.basename(file);
  const past = await entriesOf(git, path.dirname(file), base, [name]).catch(() => null);
  return past !== null && isChanged(file, past.get(name));
}

async function whyUnknown(git: GitProcess, ref: string, folder: string, self: CliProcess): Promise<string> {
  const { code, errors } = await git.run(folder, ['rev-parse', '--git-dir']);
  if (code === 0) return `git knows no commit "${visible(ref)}" here: fetch it first, with enough of its history.`;
  const said = /^fatal: (.*)$/m.exec(errors)?.[1] ?? '';
  if (said === '' || said.startsWith('not a git repository')) return `${visible(shownPath(folder, self))} is in no git repository: --changed-since needs one.`;
  return `git does not read this repository: ${visible(said)}.`;
}

/** Other files that make a file's findings what they are, whether they still exist or not. */
function partsOf({ path: file, language }: Target, { uses, readers, composeProjects }: ProjectView): readonly string[] {
  const builds = language === 'dockerignore' ? (readers ?? []) : language === 'dockerfile' ? uses : [];
  const parts = builds.flatMap(({ dockerfile, definedIn, context }) => [dockerfile, definedIn, ...(context.isOutside ? [] : [joinPaths(context.path, '.dockerignore')])]);
  const ownIgnore = language === 'dockerfile' ? [`${file}.dockerignore`] : [];
  const merged = language === 'compose' ? (composeProjects ?? []).flatMap((project) => project.files) : [];
  return [...parts, ...ownIgnore, ...merged].filter((part): part is string => part !== null && !isOutside(part));
}

async function isChanged(full: string, past: PastEntry | undefined): Promise<boolean> {
  const found = await lstat(full).catch(() => null);
  if (!found) return past !== undefined;
  if (found.isSymbolicLink()) return past?.kind !== 'link' || !isSameBlob(past.id, await readlink(full, 'buffer').catch(() => Buffer.alloc(0)));
  if (past?.kind !== 'file' || !found.isFile() || found.size > LARGEST) return true;
  const bytes = await readFile(full).catch(() => null);
  return bytes === null || !isSameBlob(past.id, bytes);
}
