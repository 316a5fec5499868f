import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { installsOnly } from '../calls/installsOnly.ts';
import { managerCalls } from '../calls/managerCall.ts';
import { cacheTargets, type CacheTarget } from '../mounts/mountTarget.ts';
import { namesTarget } from '../mounts/mountUsers.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { ALL_MANAGERS } from '../packageManagers.ts';
import { servedMounts } from '../mounts/servedMounts.ts';

/** A cache mount that no command of its RUN uses. */
export interface IdleMount {
  readonly target: CacheTarget;
  readonly manager: PackageManager;
}

/** Mounts that bear the name of one manager in a RUN that only installs with others, each command of it known. */
export function idleMounts(scene: CacheScene, run: RunFact): readonly IdleMount[] {
  const targets = cacheTargets(scene.model, run).filter(({ target, isPlain }) => target !== null && isPlain);
  if (targets.length === 0 || !run.isComplete || run.commands.length === 0) return [];
  const named = targets.flatMap((target): IdleMount[] => {
    const managers = ALL_MANAGERS.filter(({ hint }) => hint.test(target.target!));
    const [manager] = managers;
    return manager && managers.length === 1 && manager.installsOnly ? [{ target, manager }] : [];
  });
  if (named.length === 0) return [];
  const installing = ALL_MANAGERS.filter((manager) => managerCalls(scene.model.text, run, manager).length > 0);
  const kinds = new Set(installing.map((manager) => manager.installsOnly));
  if (installing.length === 0 || kinds.has(undefined) || !installsOnly(scene, run)) return [];
  const idle = named.filter(({ manager }) => !kinds.has(manager.installsOnly));
  if (idle.length === 0) return [];
  const served = servedMounts(scene, run, targets);
  return idle.filter(({ target }) => !served.has(target.mount) && !namesTarget(run, target.target!));
}
