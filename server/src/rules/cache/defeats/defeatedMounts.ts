import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { PlacedMount } from '../mounts/cacheMount.ts';
import { emptied, mergeRemoval, switchedOff, type Defeat } from './defeats.ts';
import { foldersBetween, isWithin } from '../folders/folderPath.ts';
import type { Install } from '../calls/managerCall.ts';
import { managerUses, type InstallFolder, type ManagerUse } from '../calls/managerUse.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';
import { leavesCacheParentsAlone } from '../calls/quietCommands.ts';

/** One thing that defeats cache mounts; an ENV may defeat those of several RUNs. */
export interface DefeatedMount {
  readonly defeat: Defeat;
  readonly manager: PackageManager;
  readonly run: RunFact;
  readonly mounts: readonly PlacedMount[];
  readonly calls: readonly Install[];
  /** True where nothing else of the RUN leaves files between the home and the cache folder. */
  readonly parentsAreFree: boolean;
  /** Why it is not certain that the mount is in the right place; null where it is. */
  readonly doubt: string | null;
}

type Covered = InstallFolder & { readonly mount: PlacedMount };

/** Everything that keeps a cache mount of an install from being read or filled, once each, in the order found. */
export function defeatedMounts(scene: CacheScene): readonly DefeatedMount[] {
  const found = new Map<string, DefeatedMount>();
  for (const run of scene.facts.runs) {
    if (run.instruction.mounts.length === 0) continue;
    for (const use of managerUses(scene, run, PACKAGE_MANAGERS)) {
      for (const defeated of defeatedBy(use)) add(found, defeated);
    }
  }
  return [...found.values()];
}

function add(found: Map<string, DefeatedMount>, next: DefeatedMount): void {
  const key = next.defeat.kind === 'remove' ? `rm ${next.defeat.command.span.start}` : `${next.defeat.kind} ${next.defeat.span.start}`;
  const known = found.get(key);
  if (!known) {
    found.set(key, next);
    return;
  }
  const isRemoval = known.defeat.kind === 'remove' && next.defeat.kind === 'remove';
  found.set(key, {
    ...known,
    defeat: isRemoval ? mergeRemoval(known.defeat as Extract<Defeat, { kind: 'remove' }>, next.defeat as Extract<Defeat, { kind: 'remove' }>) : known.defeat,
    mounts: [...known.mounts, ...next.mounts],
    calls: [...known.calls, ...next.calls],
    parentsAreFree: known.parentsAreFree && next.parentsAreFree,
    doubt: known.doubt ?? next.doubt,
  });
}

function defeatedBy(use: ManagerUse): DefeatedMount[] {
  const { calls, run, manager } = use;
  const covered = use.folders.filter((one): one is Covered => one.mount?.mount.type === 'cache');
  const entry = (defeat: Defeat, one: Covered): DefeatedMount => ({
    defeat,
    manager,
    run,
    mounts: [one.mount],
    calls: [one.install],
    parentsAreFree: parentsAreFree(use, one),
    doubt: doubtOf(one),
  });
  const off = covered.flatMap((one) => switchedOff(one.install, one.settings).map((defeat) => entry(defeat, one)));
  const folders = [...new Map(covered.map((one) => [one.resolved.path, one])).values()];
  return [...off, ...folders.flatMap((one) => emptied(calls, run, one.resolved).map((defeat) => entry(defeat, one)))];
}

/** What lies inside the mount never reaches the image, whoever wrote it. */
function parentsAreFree({ run, manager }: ManagerUse, { resolved, mount }: Covered): boolean {
  if (resolved.path === null || resolved.home === null) return false;
  const between = foldersBetween(resolved.home, resolved.path);
  return between.every((folder) => mount.target !== null && isWithin(folder, mount.target)) || leavesCacheParentsAlone(run, manager, between);
}

function doubtOf({ resolved, mount, install }: Covered): string | null {
  if (resolved.path !== null && mount.target !== null) return null;
  const why = resolved.reason ?? 'the target of the mount cannot be told';
  return `check first that the mount is where ${install.manager.label} caches: ${why}`;
}
