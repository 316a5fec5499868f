import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { ResolvedFolder } from './cacheFolder.ts';
import { placedMounts } from '../mounts/cacheMount.ts';
import { cleaningScript } from './cleaningScript.ts';
import { FolderUseIndex } from './folderUseIndex.ts';
import { namesFolder, type MovingFolder } from './folderNaming.ts';
import { isWithin } from './folderPath.ts';
import { existsBefore } from './knownFolders.ts';
import type { PackageManager } from '../packageManager.ts';
import { homeAbove, parentChange } from './parentChanges.ts';

/** More cache folders than any file has; beyond them nothing is proved. */
const MOST_FOLDERS = 16;

const remembered = new Memo<DockerfileFacts, Map<string, FolderUseIndex>>(() => new Map());

/**
 * Why a cache folder must stay in the image: something reads it, or brings content that a mount would hide.
 * @returns a reason for people, or null
 */
export function folderUse(model: DockerfileModel, facts: DockerfileFacts, run: RunFact, manager: PackageManager, resolved: ResolvedFolder): string | null {
  const { path, home } = resolved;
  if (path === null) return null;
  const moving: MovingFolder = { manager, path, home };
  return sharedFolder(run, moving) ?? useInRun(model, facts, run, moving) ?? useElsewhere(model, facts, run, moving, resolved);
}

/** A folder that was set by hand may be one that holds more than a cache. */
function sharedFolder(run: RunFact, { path, home }: MovingFolder): string | null {
  const { workdir } = run.state;
  const isShared =
    (path.lastIndexOf('/') === 0 && !/cache|pip|npm/i.test(path)) ||
    path === '/var/tmp' ||
    (home !== null && isWithin(home, path)) ||
    (workdir !== null && workdir !== '/' && isWithin(workdir, path));
  return isShared ? `${path} holds more than the cache, and a mount would hide it` : null;
}

function useInRun(model: DockerfileModel, facts: DockerfileFacts, run: RunFact, moving: MovingFolder): string | null {
  const { path } = moving;
  const below = placedMounts(run, model.escape).some(({ target }) => target !== null && target !== path && isWithin(target, path));
  if (below) return `another mount lies below ${path}`;
  const user = run.commands.find((command) => command.name !== 'rm' && namesFolder(moving, run, command));
  if (user) return `\`${user.name ?? user.nameWord.raw}\` uses ${path} in the same RUN`;
  const script = cleaningScript(run);
  if (script !== null) return `\`${script}\` may remove ${path}, which fails on a mount`;
  const exists = (folder: string) => existsBefore(model, facts, run, folder);
  for (const command of run.commands) {
    const reason = parentChange(moving, run, command, exists);
    if (reason) return reason;
  }
  const home = homeAbove(moving);
  if (home === null || exists(home)) return null;
  return `nothing before this RUN is known to make the home folder ${home}, and the mount would make it for root`;
}

function useElsewhere(
  model: DockerfileModel,
  facts: DockerfileFacts,
  run: RunFact,
  moving: MovingFolder,
  resolved: ResolvedFolder,
): string | null {
  const known = remembered.of(facts);
  const key = `${moving.manager.id} ${moving.path} ${moving.home}`;
  let index = known.get(key);
  if (!index) {
    if (known.size >= MOST_FOLDERS) return 'the file uses too many different cache folders';
    known.set(key, (index = new FolderUseIndex(model, facts, moving, resolved)));
  }
  return index.reasonFor(run);
}
