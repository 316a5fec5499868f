import { cacheCounts, type CacheCount } from '../cacheCounts.ts';
import type { BuildRecord } from '../record.ts';
import type { TraceTarget } from '../trace.ts';

/** A build of the history without its steps: what a list of builds shows. */
export interface BuildSummary extends Pick<BuildRecord, 'id' | 'startedAt' | 'state' | 'what' | 'milliseconds' | 'noCache'> {
  readonly targets: readonly TargetSummary[];
  readonly cacheRate: number | null;
  readonly contextBytes: number;
}

export interface TargetSummary {
  readonly name: string;
  readonly state: TraceTarget['state'];
  /** Milliseconds from its first step to its last. */
  readonly milliseconds: number;
  readonly cacheRate: number | null;
  readonly imageBytes: number | null;
}

export function summaryOf(record: BuildRecord): BuildSummary {
  const { id, startedAt, state, what, milliseconds, noCache, trace, images } = record;
  const counts = cacheCounts(trace.steps);
  return {
    id,
    startedAt,
    state,
    what,
    milliseconds,
    noCache,
    targets: trace.targets.map((target) => ({
      name: target.name,
      state: target.state,
      milliseconds: durationOf(target),
      cacheRate: rateOf(counts.get(target.name)),
      imageBytes: Object.hasOwn(images, target.name) ? images[target.name]!.bytes : null,
    })),
    cacheRate: trace.summary.cacheRate,
    contextBytes: trace.summary.contextBytes,
  };
}

function durationOf({ start, end }: TraceTarget): number {
  return start === null || end === null ? 0 : Math.max(0, end - start);
}

function rateOf(count: CacheCount | undefined): number | null {
  return count ? count.cached / count.reached : null;
}
