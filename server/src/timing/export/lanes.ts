/** What takes a lane from `start` to `end`, `start <= end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Gives each span the first lane that is free when it starts, so that none overlap in a lane. A span without duration takes its lane for that moment:
 * another may start there, but none may run over it.
 * @returns the lanes by span, from 0
 */
export function laneBySpan<One extends Span>(spans: readonly One[]): ReadonlyMap<One, number> {
  const lanes = new Map<One, number>();
  const ends: number[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const free = ends.findIndex((end) => end <= span.start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = span.end;
    lanes.set(span, lane);
  }
  return lanes;
}
