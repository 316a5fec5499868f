import { Memo } from '../../../core/collections/memo.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';

const remembered = new Memo(read);
const NO_TARGETS: ReadonlySet<string> = new Set();

/** Targets of the cache mounts of a RUN, as written; asked for every install, so gathered once. */
export function cacheTargets(run: RunFact): ReadonlySet<string> {
  return run.instruction.mounts.length === 0 ? NO_TARGETS : remembered.of(run);
}

function read({ instruction }: RunFact): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const { type, options } of instruction.mounts) {
    const target = options.get('target');
    if (type === 'cache' && typeof target === 'string') targets.add(cleanPath(target));
  }
  return targets;
}

/** True where a cache mount of the RUN lies over a folder. */
export function isMounted(run: RunFact, folder: string): boolean {
  if (run.instruction.mounts.length === 0) return false;
  const targets = cacheTargets(run);
  for (let at = folder; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (targets.has(at)) return true;
  return false;
}
