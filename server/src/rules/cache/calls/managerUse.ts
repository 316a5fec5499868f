import { gather } from '../../../core/collections/gather.ts';
import { MemoWithin } from '../../../core/collections/memoWithin.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { resolveFolder, type ResolvedFolder } from '../folders/cacheFolder.ts';
import { coveringMount, placedMounts, type PlacedMount } from '../mounts/cacheMount.ts';
import { managerCalls, managerInstalls, type Install, type ManagerCall } from './managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { startedManagers } from './startedManagers.ts';
import { configSettings, type ConfigSetting } from './configSettings.ts';

/** One cache folder of one install, and the mount that lies over it. */
export interface InstallFolder {
  readonly install: Install;
  readonly resolved: ResolvedFolder;
  readonly mount: PlacedMount | null;
  /** The manager's own configuration in force. */
  readonly settings: readonly ConfigSetting[];
}

/** Everything that one package manager does in one RUN. */
export interface ManagerUse {
  readonly manager: PackageManager;
  readonly run: RunFact;
  readonly calls: readonly ManagerCall[];
  readonly folders: readonly InstallFolder[];
}

/** Entries of the table may ask for the project. */
const remembered = new MemoWithin<RunFact, CacheScene['project'], Map<PackageManager, ManagerUse | null>>(() => new Map());

/** The managers that install something in a RUN, in the order of the table; none where the RUN is not ours to judge. */
export function managerUses(scene: CacheScene, run: RunFact, managers: readonly PackageManager[]): readonly ManagerUse[] {
  if (!isJudged(scene, run)) return [];
  return gather(startedManagers(scene.model.text, run, managers), (manager) => rememberedUse(scene, run, manager));
}

/** What one manager installs in a RUN; null for nothing, and where the RUN is not ours to judge. */
export function managerUse(scene: CacheScene, run: RunFact, manager: PackageManager): ManagerUse | null {
  return isJudged(scene, run) ? rememberedUse(scene, run, manager) : null;
}

function isJudged({ facts }: CacheScene, { instruction, stage }: RunFact): boolean {
  return !instruction.isTrigger && facts.stageFact(stage).distribution !== 'windows';
}

/** Remembered, because several rules ask, each for another part of the table. Null where it installs nothing. */
function rememberedUse(scene: CacheScene, run: RunFact, manager: PackageManager): ManagerUse | null {
  const known = remembered.of(run, scene.project);
  let use = known.get(manager);
  if (use === undefined) known.set(manager, (use = findUse(scene, run, manager)));
  return use;
}

function findUse(scene: CacheScene, run: RunFact, manager: PackageManager): ManagerUse | null {
  const { model, facts } = scene;
  const installs = managerInstalls(model.text, run, manager);
  const found = manager.claims ? installs.filter((install) => manager.claims!(install, scene)) : installs;
  if (found.length === 0) return null;
  const mounts = placedMounts(run, model.escape);
  const known = new Map<string, PlacedMount | null>();
  const covering = (resolved: ResolvedFolder): PlacedMount | null => {
    const key = resolved.path ?? resolved.folder.place.path;
    let mount = known.get(key);
    if (mount === undefined) known.set(key, (mount = coveringMount(resolved, mounts)));
    return mount;
  };
  const folders: InstallFolder[] = [];
  for (const install of found) {
    const settings = configSettings(model, facts, run, manager, install.command.span.start);
    for (const folder of manager.folders) {
      if (folder.usedBy && !folder.usedBy(install, scene)) continue;
      const resolved = resolveFolder(scene, install, folder, settings);
      folders.push({ install, resolved, mount: mounts.length === 0 ? null : covering(resolved), settings });
    }
  }
  return { manager, run, calls: managerCalls(model.text, run, manager), folders };
}

/** Mounts that serve some manager of the RUN. */
export function claimedMounts(uses: readonly ManagerUse[]): ReadonlySet<Mount> {
  return new Set(uses.flatMap(({ folders }) => folders.flatMap(({ mount }) => (mount ? [mount.mount] : []))));
}
