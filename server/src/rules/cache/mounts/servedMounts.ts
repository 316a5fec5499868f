import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { resolveFolder } from '../folders/cacheFolder.ts';
import { coveringMount } from './cacheMount.ts';
import { configSettings } from '../calls/configSettings.ts';
import { isWithin } from '../folders/folderPath.ts';
import { managerCalls, managerInstalls } from '../calls/managerCall.ts';
import type { CacheTarget } from './mountTarget.ts';
import type { CacheScene } from '../packageManager.ts';
import { ALL_MANAGERS } from '../packageManagers.ts';

/**
 * Mounts at, above or inside a cache folder of some tool that the RUN calls, whatever the call does; and those that may be,
 * where the folder cannot be told.
 */
export function servedMounts(scene: CacheScene, run: RunFact, targets: readonly CacheTarget[]): ReadonlySet<Mount> {
  const { model, facts } = scene;
  const served = new Set<Mount>();
  for (const manager of ALL_MANAGERS) {
    const foreign = new Set(managerInstalls(model.text, run, manager).flatMap((install) => (manager.claims?.(install, scene) === false ? [install.command] : [])));
    for (const call of managerCalls(model.text, run, manager)) {
      if (foreign.has(call.command)) continue;
      const settings = configSettings(model, facts, run, manager, call.command.span.start);
      for (const folder of manager.folders) {
        const resolved = resolveFolder(scene, call, folder, settings);
        const covering = coveringMount(resolved, targets);
        if (covering) served.add(covering.mount);
        for (const { mount, target } of targets) {
          const isUnknown = resolved.path === null && target !== null && manager.hint.test(target);
          const isInside = resolved.path !== null && target !== null && isWithin(target, resolved.path);
          if (isUnknown || isInside) served.add(mount);
        }
      }
    }
  }
  return served;
}
