import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalPathOf } from '../../../server/src/timing/criticalPath.ts';
import { mergeIntervals, totalOf, type Interval } from '../../../server/src/timing/intervals.ts';
import { summarize } from '../../../server/src/timing/summary.ts';
import type { StepKind, TraceStep } from '../../../server/src/timing/trace.ts';
import { madeStep } from './madeSteps.ts';

function made(id: string, intervals: readonly Interval[], inputs: readonly string[] = [], kind: StepKind = 'instruction', targets: readonly string[] = ['app'], label = id): TraceStep {
  return madeStep({ id, targets, kind, label, state: intervals.length > 0 ? 'done' : 'waiting', intervals: mergeIntervals(intervals), inputs });
}
const path = (...steps: TraceStep[]): readonly [number, ...string[]] => {
  const { duration, steps: ids } = criticalPathOf(steps);
  return [duration, ...ids];
};

describe('criticalPathOf', () => {
  it('follows the inputs that took longest', () => {
    expect(path(made('c', [[30, 40]], ['a', 'b']), made('a', [[0, 10]]), made('b', [[0, 30]]))).toEqual([40, 'b', 'c']);
    expect(path()).toEqual([0]);
    expect(path(made('a', [], ['b']), made('b', []))).toEqual([0]);
  });

  it('counts what a step adds after the one before it ended', () => {
    expect(path(made('a', [[0, 10]]), made('b', [[9, 20]], ['a']))).toEqual([20, 'a', 'b']);
    expect(path(made('a', [[0, 10]]), made('b', [[4, 8]], ['a']))[0]).toBe(10);
    // A probe at the start does not make a step begin: what it waited for came later.
    expect(path(made('a', [[1, 10]]), made('b', [[0, 0.2], [10, 20]], ['a']))[0]).toBeCloseTo(19);
  });

  it('does not count what a step did again later, for others', () => {
    expect(path(made('a', [[0, 10], [50, 52]]), made('b', [[10, 100]], ['a']))).toEqual([100, 'a', 'b']);
  });

  it('goes on through steps that never worked', () => {
    expect(path(made('c', [[10, 30]], ['w1']), made('w1', [], ['w2']), made('w2', [], ['a', 'x']), made('a', [[0, 10]]), made('x', []))).toEqual([30, 'a', 'c']);
  });

  it('lets exports wait for their target, and pulls for its metadata', () => {
    const steps = [
      made('definition', [[0, 5]], [], 'internal'), made('metadata', [[5, 25]], [], 'internal'), made('elsewhere', [[0, 26]], [], 'internal', ['other']),
      made('FROM', [[26, 46]], [], 'base'), made('context', [[27, 30]], [], 'context'), made('RUN', [[46, 50]], ['FROM', 'context']),
      made('export', [[52, 60]], [], 'export'), made('provenance', [[61, 62]], [], 'internal', ['app'], 'resolving provenance for metadata file'), made('late', [[55, 59]], [], 'export', ['other']),
    ];
    expect(path(...steps)).toEqual([58, 'definition', 'metadata', 'FROM', 'RUN', 'export', 'provenance']);
  });

  it('passes over inputs that lead back, and over itself', () => {
    expect(path(made('a', [[0, 10]], ['b', 'a']), made('b', [[10, 20]], ['a']))[0]).toBeGreaterThanOrEqual(10);
    expect(path(made('__proto__', [[0, 10]], ['constructor', '__proto__']))).toEqual([10, '__proto__']);
  });

  it.each([
    ['a chain', (i: number) => (i === 0 ? [] : [`${i - 1}`])], ['a chain told from its end', (i: number) => [`${i + 1}`]], ['a ring', (i: number) => [`${(i + 1) % 10_000}`]],
    ['a fan', (i: number) => (i === 0 ? Array.from({ length: 2_000 }, (_, k) => `${k + 1}`) : [])], ['no inputs', () => []],
  ])('takes ten thousand steps as %s', (_, inputsOf) => {
    const steps = Array.from({ length: 10_000 }, (_, i) => made(`${i}`, [[i, i + 1]], inputsOf(i), i % 100 === 99 ? 'export' : i % 10 === 0 ? 'internal' : 'instruction'));
    const { duration } = criticalPathOf(steps);
    expect(duration).toBeGreaterThanOrEqual(1);
    expect(duration).toBeLessThanOrEqual(10_000);
    const never = steps.map((one) => ({ ...one, intervals: [], duration: 0 }));
    expect(criticalPathOf(never)).toEqual({ duration: 0, steps: [] });
  });

  const interval = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 100 })).map(([start, length]): Interval => [start, start + length]);
  const kind = fc.constantFrom<StepKind>('instruction', 'instruction', 'base', 'context', 'internal', 'export');
  const graph = fc
    .array(fc.record({ intervals: fc.array(interval, { maxLength: 3 }), inputs: fc.array(fc.nat(40), { maxLength: 4 }), kind, target: fc.constantFrom('a', 'b') }), { maxLength: 40 })
    .map((nodes) => nodes.map((node, i) => made(`${i}`, node.intervals, node.inputs.map(String), node.kind, [node.target])));

  it('is never longer than the time it took, nor than the work, nor shorter than the longest step', () => {
    fc.assert(
      fc.property(graph, (steps) => {
        const { duration, steps: ids } = criticalPathOf(steps);
        const times = steps.flatMap(({ intervals }) => [...intervals]);
        const wall = times.length === 0 ? 0 : Math.max(...times.map(([, end]) => end)) - Math.min(...times.map(([start]) => start));
        expect(duration).toBeLessThanOrEqual(totalOf(mergeIntervals(times)));
        expect(duration).toBeLessThanOrEqual(wall);
        expect(duration).toBeLessThanOrEqual(steps.reduce((sum, one) => sum + one.duration, 0));
        expect(duration).toBeGreaterThanOrEqual(Math.max(0, ...steps.map((one) => one.duration)));
        expect(new Set(ids).size).toBe(ids.length);
        expect(duration > 0).toBe(ids.length > 0);
        expect(steps.filter(({ id }) => ids.includes(id)).reduce((sum, one) => sum + one.duration, 0)).toBeGreaterThanOrEqual(duration);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is all of the time where each step begins as its only input ends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }), (lengths) => {
        let end = 0;
        const steps = lengths.map((length, i) => made(`${i}`, [[end, (end += length)]], i === 0 ? [] : [`${i - 1}`]));
        expect(criticalPathOf(steps.reverse()).duration).toBe(end);
      }),
    );
  });
});

describe('summarize', () => {
  const none = { duration: 0, steps: [] };

  it('counts instructions only for the cache, and exports that overlap once', () => {
    const cached = { ...made('c', [[0, 0]]), state: 'cached' as const };
    const waiting = made('w', []);
    const exports = [made('e1', [[5, 10]], [], 'export'), made('e2', [[7, 12]], [], 'export')];
    const context = { ...made('x', [[0, 1]], [], 'context'), bytes: 70 };
    expect(summarize([cached, waiting, made('r', [[1, 4]]), made('b', [[0, 9]], [], 'base'), context, ...exports], none, 12)).toEqual({
      instructions: 3, cached: 1, cacheRate: 0.5, contextBytes: 70, exporting: 7, work: 23, critical: 0, criticalPath: [], slowest: ['b', 'e1', 'e2', 'r', 'x'],
    });
    expect(summarize([waiting], none, 0).cacheRate).toBeNull();
  });

  it('finds the five slowest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 30 }), (durations) => {
        const steps = durations.map((duration, i) => made(`${i}`, [[0, duration]]));
        const sorted = durations.map((duration, i) => ({ duration, i })).filter((one) => one.duration > 0).sort((a, b) => b.duration - a.duration || a.i - b.i);
        expect(summarize(steps, none, 50).slowest).toEqual(sorted.slice(0, 5).map(({ i }) => `${i}`));
      }),
    );
  });

  it('never tells a path longer than the wall time', () => {
    expect(summarize([], { duration: 10, steps: ['a'] }, 8).critical).toBe(8);
  });
});
