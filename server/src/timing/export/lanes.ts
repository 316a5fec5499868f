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
  const free = new LowestFirst();
  const ending = [...spans].sort((a, b) => a.end - b.end || a.start - b.start);
  let ended = 0;
  let count = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    for (let next = ending[ended]; next !== undefined && next.end <= span.start; next = ending[++ended]) {
      const lane = lanes.get(next);
      // Without duration and not begun: it has no lane to give back yet.
      if (lane === undefined) break;
      free.add(lane);
    }
    lanes.set(span, free.take() ?? count++);
  }
  return lanes;
}

/** Numbers of which the lowest is taken: a binary heap, so that thousands of lanes cost no more than a few each. */
class LowestFirst {
  private readonly heap: number[] = [];

  add(value: number): void {
    const { heap } = this;
    let at = heap.push(value) - 1;
    for (let up = (at - 1) >> 1; at > 0 && heap[up]! > value; up = (at - 1) >> 1) {
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = value;
  }

  take(): number | undefined {
    const { heap } = this;
    const lowest = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return lowest;
    let at = 0;
    for (let down = 1; down < heap.length; down = 2 * at + 1) {
      if (down + 1 < heap.length && heap[down + 1]! < heap[down]!) down++;
      if (heap[down]! >= last) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = last;
    return lowest;
  }
}
