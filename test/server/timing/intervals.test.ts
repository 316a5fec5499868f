import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haveSameShape, mergeIntervals, totalBetween, totalOf, type Interval } from '../../../server/src/timing/intervals.ts';

const interval = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })).map(([start, length]): Interval => [start, start + length]);
const isIn = (intervals: readonly Interval[], time: number): boolean => intervals.some(([start, end]) => start <= time && time < end);

describe('intervals', () => {
  it('merges what overlaps and what touches', () => {
    expect(mergeIntervals([[5, 7], [1, 2], [2, 3], [6, 9], [20, 20], [20, 20]])).toEqual([[1, 3], [5, 9], [20, 20]]);
    expect(mergeIntervals([])).toEqual([]);
  });

  it('covers the same time after merging, once', () => {
    fc.assert(
      fc.property(fc.array(interval), fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 }), (intervals, from, to) => {
        const merged = mergeIntervals(intervals);
        const covered = Array.from({ length: 90 }, (_, i) => i + 0.5).filter((one) => isIn(intervals, one));
        expect(totalOf(merged)).toBe(covered.length);
        expect(totalBetween(merged, from, to)).toBe(covered.filter((one) => one > from && one < to).length);
        expect(merged.every(([start], i) => i === 0 || start > merged[i - 1]![1])).toBe(true);
      }),
    );
  });

  it('knows the same work told at another time', () => {
    expect(haveSameShape([[0, 10], [20, 25]], [[5.2, 15.3], [70, 75.9]])).toBe(true);
    expect(haveSameShape([[0, 10]], [[0, 12]])).toBe(false);
    expect(haveSameShape([[0, 10]], [[0, 10], [20, 20]])).toBe(false);
  });
});
