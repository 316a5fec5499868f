import type { TraceStep } from './trace.ts';

/** Instructions that came from the cache, and all that got that far: served by it, run or failed. */
export interface CacheCount {
  readonly cached: number;
  readonly reached: number;
}

/** True for an instruction that the cache could serve: one that waits, runs or was cancelled tells nothing of it yet. */
export function isReached({ kind, state }: Pick<TraceStep, 'kind' | 'state'>): boolean {
  return kind === 'instruction' && (state === 'cached' || state === 'done' || state === 'failed');
}

/** By target; a step that targets share counts for each of them. Targets without such an instruction are not there. */
export function cacheCounts(steps: readonly TraceStep[]): ReadonlyMap<string, CacheCount> {
  const counts = new Map<string, { cached: number; reached: number }>();
  for (const { targets, state } of steps.filter(isReached)) {
    for (const target of targets) {
      const count = counts.get(target) ?? { cached: 0, reached: 0 };
      counts.set(target, count);
      count.reached++;
      if (state === 'cached') count.cached++;
    }
  }
  return counts;
}
