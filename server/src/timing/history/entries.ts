import type { BuildRecord } from '../record.ts';
import type { TraceStep, TraceTarget } from '../trace.ts';

/** A build of the history without its steps: what a list of builds shows. */
export interface BuildSummary extends Pick<BuildRecord, 'id' | 'startedAt' | 'state' | 'what' | 'milliseconds' | 'noCache'> {
  readonly targets: readonly TargetSummary[];
  readonly cacheRate: number | null;
  readonly contextBytes: number;
}

export interface TargetSummary {
  readonly name: string;
  readonly state: string;
  /** Milliseconds from its first step to its last. */
  readonly milliseconds: number;
  readonly cacheRate: number | null;
  readonly imageBytes: number | null;
}

export function summaryOf(record: BuildRecord): BuildSummary {
  const { id, startedAt, state, what, milliseconds, noCache, trace, images } = record;
  const rates = cacheRates(trace.steps);
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
      cacheRate: rates.get(target.name) ?? null,
      imageBytes: Object.hasOwn(images, target.name) ? images[target.name]!.bytes : null,
    })),
    cacheRate: trace.summary.cacheRate,
    contextBytes: trace.summary.contextBytes,
  };
}

function durationOf({ start, end }: TraceTarget): number {
  return start === null || end === null ? 0 : Math.max(0, end - start);
}

/** Cached instructions of all that were served or run, by target; a step that targets share counts for each of them. */
function cacheRates(steps: readonly TraceStep[]): ReadonlyMap<string, number> {
  const counts = new Map<string, { cached: number; all: number }>();
  for (const { kind, state, targets } of steps) {
    if (kind !== 'instruction' || (state !== 'cached' && state !== 'done' && state !== 'failed')) continue;
    for (const target of targets) {
      const count = counts.get(target) ?? { cached: 0, all: 0 };
      counts.set(target, count);
      count.all++;
      if (state === 'cached') count.cached++;
    }
  }
  return new Map([...counts].map(([target, { cached, all }]) => [target, cached / all]));
}
