/** From start to end, in milliseconds; start <= end. */
export type Interval = readonly [start: number, end: number];

/** Disjoint and sorted: what overlaps or touches becomes one. Expects each start <= end. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Sum of their lengths. */
export function totalOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [start, end]) => sum + (end - start), 0);
}

/** How much of them lies between two points of time. */
export function totalBetween(intervals: readonly Interval[], from: number, to: number): number {
  let sum = 0;
  for (const [start, end] of intervals) sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
  return sum;
}

/**
 * True where both took the same time in the same pieces. A builder tells each target that shares a step about it, shifted by some
 * milliseconds: the durations stay, and that is how one recognizes the same work.
 */
export function haveSameShape(one: readonly Interval[], other: readonly Interval[]): boolean {
  return one.length === other.length && one.every(([start, end], i) => Math.abs(end - start - (other[i]![1] - other[i]![0])) <= SAME_MILLISECONDS);
}

const SAME_MILLISECONDS = 1;
