import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { isWithin } from '../folders/folderPath.ts';
import { existsBefore } from '../folders/knownFolders.ts';
import { managerUses, type InstallFolder, type ManagerUse } from '../calls/managerUse.ts';
import { likeness } from './mountLikeness.ts';
import { cacheTargets, type CacheTarget } from '../mounts/mountTarget.ts';
import { mayServeUnseen, namesTarget } from '../mounts/mountUsers.ts';
import type { CacheScene } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';
import { servedMounts } from '../mounts/servedMounts.ts';

/** A cache mount that lies where no command of its RUN caches. */
export interface MisplacedMount {
  readonly target: CacheTarget;
  /** `elsewhere`: at another folder. `inside`: in a cache folder that its user then cannot write to. */
  readonly kind: 'tilde' | 'unsetHome' | 'elsewhere' | 'inside';
  /** The package manager that it was meant for; null where only the mount itself is wrong for certain. */
  readonly meant: {
    readonly use: ManagerUse;
    readonly folder: InstallFolder;
    /** All folders of `use` that are without a mount once the misplaced ones are left out. */
    readonly missing: readonly InstallFolder[];
    /** True where the mount says by itself what it was meant for. */
    readonly isClear: boolean;
    /** True where another misplaced mount of the RUN was meant for the same folder. */
    readonly isSecond: boolean;
  } | null;
}

/** More cache mounts than any RUN has. */
const MOST_TARGETS = 100;

/** The misplaced cache mounts of a RUN, in the order of the file; where there is doubt, none. */
export function misplacedMounts(scene: CacheScene, run: RunFact): readonly MisplacedMount[] {
  const targets = cacheTargets(scene.model, run);
  if (targets.length === 0 || targets.length > MOST_TARGETS || run.instruction.isTrigger) return [];
  const uses = managerUses(scene, run, PACKAGE_MANAGERS);
  const faulty = new Set(targets.filter(({ fault }) => fault !== null).map(({ mount }) => mount));
  const wanted = uses.filter(({ manager }) => manager.requireMount === 'fix').flatMap((use): Wanted[] => {
    const missing = use.folders.filter(({ mount }) => mount === null || faulty.has(mount.mount));
    return missing.length === 0 ? [] : [{ use, missing, distinct: distinctFolders(missing) }];
  });
  let served: ReadonlySet<Mount> | null = null;
  const isServed = ({ mount }: CacheTarget) => (served ??= servedMounts(scene, run, targets)).has(mount);
  const found = targets.flatMap((target): MisplacedMount[] => {
    // `$HOME/go/pkg/mod` without HOME is where Go's own image keeps its modules.
    if (target.fault === 'unsetHome' && isServed(target)) return [];
    if (target.fault !== null) return [{ target, kind: target.fault, meant: meantFor(target, wanted) }];
    if (wanted.length === 0 || target.target === null || !target.isPlain) return [];
    const inside = folderAround(scene, run, target.target, wanted);
    if (inside) return [{ target, kind: 'inside', meant: inside }];
    if (isServed(target) || !run.isComplete || mayServeUnseen(run) || namesTarget(run, target.target)) return [];
    const meant = meantFor(target, wanted);
    return meant ? [{ target, kind: 'elsewhere', meant }] : [];
  });
  const isSecond = (one: MisplacedMount, i: number) => found.slice(0, i).some((other) => isSameFolder(one, other));
  return found.map((one, i) => (one.meant && isSecond(one, i) ? { ...one, meant: { ...one.meant, isSecond: true } } : one));
}

function isSameFolder({ meant }: MisplacedMount, { meant: other }: MisplacedMount): boolean {
  const path = meant?.folder.resolved.path;
  return path !== null && path !== undefined && other?.folder.resolved.path === path;
}

interface Wanted {
  readonly use: ManagerUse;
  readonly missing: readonly InstallFolder[];
  /** One of `missing` for each folder: hundreds of installs may share one. */
  readonly distinct: readonly InstallFolder[];
}

function distinctFolders(missing: readonly InstallFolder[]): readonly InstallFolder[] {
  const firsts = new Map<string, InstallFolder>();
  for (const one of missing) {
    const { path, home, user, folder } = one.resolved;
    const key = JSON.stringify([path, home, user.uid, one.install.manager.folders.indexOf(folder)]);
    if (!firsts.has(key)) firsts.set(key, one);
  }
  return [...firsts.values()];
}

type Meant = NonNullable<MisplacedMount['meant']>;

/** The one manager whose folder a mount looks like; null where it looks like none or like several. */
function meantFor(target: CacheTarget, wanted: readonly Wanted[]): Meant | null {
  const alike = wanted.flatMap(({ use, missing, distinct }): Meant[] => {
    const found = distinct.flatMap((folder) => {
      const like = likeness(target, use.manager, folder.resolved);
      return like === null ? [] : [{ folder, like }];
    });
    const best = found.sort((a, b) => b.like - a.like)[0];
    return best ? [{ use, missing, folder: best.folder, isClear: best.like > 1, isSecond: false }] : [];
  });
  return alike.length === 1 ? alike[0]! : null;
}

/** BuildKit makes the folders above a mount for root, so that another user can write to the mount only. */
function folderAround(scene: CacheScene, run: RunFact, target: string, wanted: readonly Wanted[]): Meant | null {
  for (const { use, missing, distinct } of wanted) {
    const folder = distinct.find(({ resolved: { path, home, user } }) => {
      if (path === null || home === null || user.uid === null || user.uid === 0) return false;
      return path !== target && isWithin(target, path) && isWithin(path, home) && !existsBefore(scene.model, scene.facts, run, path);
    });
    if (folder) return { use, missing, folder, isClear: true, isSecond: false };
  }
  return null;
}

/**
 * The folders of a use that ask for a mount of their own: not where a misplaced mount was meant for its manager, since moving that one is
 * what helps, nor where a part of the folder is mounted on purpose.
 */
export function foldersToMount(scene: CacheScene, { manager, run, folders }: ManagerUse): readonly InstallFolder[] {
  const missing = folders.filter(({ mount }) => mount === null);
  const targets = missing.length === 0 ? [] : cacheTargets(scene.model, run);
  if (targets.length === 0) return missing;
  if (misplacedMounts(scene, run).some(({ meant }) => meant?.use.manager === manager)) return [];
  return missing.filter(({ resolved: { path } }) => path === null || !targets.some(({ target }) => target !== null && isWithin(target, path)));
}
