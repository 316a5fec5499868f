import { cacheCounts } from '../cacheCounts.ts';
import type { BuildFacts } from '../record.ts';
import type { BuildTrace, TraceTarget } from '../trace.ts';

/** One target in a table. */
export interface TargetRow {
  readonly name: string;
  readonly state: TraceTarget['state'];
  /** Milliseconds from its first step to its last; null where none began. */
  readonly milliseconds: number | null;
  /** Instructions that came from the cache, and all that got that far. Steps that several targets share count for each. */
  readonly cached: number;
  readonly reached: number;
  readonly contextBytes: number | null;
  readonly imageBytes: number | null;
}

export function targetRows({ targets, steps }: BuildTrace, { images }: Pick<BuildFacts, 'images'>): readonly TargetRow[] {
  const counts = cacheCounts(steps);
  return targets.map(({ name, state, start, end, contextBytes }) => ({
    name,
    state,
    milliseconds: start === null || end === null ? null : Math.max(0, end - start),
    ...(counts.get(name) ?? { cached: 0, reached: 0 }),
    contextBytes,
    imageBytes: Object.hasOwn(images, name) ? (images[name]?.bytes ?? null) : null,
  }));
}
