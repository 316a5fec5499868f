/**
 * The index of the last of some ascending offsets that is not above `offset`; 0 where all are.
 * @param starts ascending, at least one
 */
export function lastAtOrBelow(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
