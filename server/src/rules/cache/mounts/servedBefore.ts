import { MemoWithin } from '../../../core/collections/memoWithin.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ResolvedFolder } from '../folders/cacheFolder.ts';
import { managerUse, type InstallFolder } from '../calls/managerUse.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';

/** Where in a stage each store folder is first filled without a mount, by path; offsets. */
type FirstFills = ReadonlyMap<Stage, ReadonlyMap<string, number>>;

/** Which calls download at all may be for the project to say. */
const remembered = new MemoWithin<DockerfileFacts, CacheScene['project'], Map<PackageManager, FirstFills>>(() => new Map());

/**
 * True where an earlier RUN leaves what an install needs in the image: `go build` after an unmounted `go mod download` downloads
 * nothing, and its mount comes with that of the other.
 */
export function isServedBefore(scene: CacheScene, run: RunFact, { install, resolved }: InstallFolder): boolean {
  if (!resolved.folder.isStore) return false;
  const key = keyOf(resolved);
  const fills = firstFills(scene, install.manager);
  return stageChain(run.stage).some((stage) => (fills.get(stage)?.get(key) ?? Infinity) < run.instruction.span.start);
}

function firstFills(scene: CacheScene, manager: PackageManager): FirstFills {
  const known = remembered.of(scene.facts, scene.project);
  let fills = known.get(manager);
  if (!fills) known.set(manager, (fills = collect(scene, manager)));
  return fills;
}

function collect(scene: CacheScene, manager: PackageManager): FirstFills {
  const fills = new Map<Stage, Map<string, number>>();
  for (const run of scene.facts.runs) {
    for (const { resolved, mount } of managerUse(scene, run, manager)?.folders ?? []) {
      if (mount || !resolved.folder.isStore) continue;
      let paths = fills.get(run.stage);
      if (!paths) fills.set(run.stage, (paths = new Map()));
      const key = keyOf(resolved);
      if (!paths.has(key)) paths.set(key, run.instruction.span.start);
    }
  }
  return fills;
}

/** Where a folder cannot be told, one that cannot be told for another RUN of the stage is taken for the same: saying it once is enough. */
function keyOf({ path, folder }: ResolvedFolder): string {
  return path ?? `? ${folder.place.path}`;
}
