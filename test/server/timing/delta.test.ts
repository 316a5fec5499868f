import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta } from '../../../server/src/timing/delta.ts';
import type { BuildTrace, TraceDelta } from '../../../server/src/timing/trace.ts';
import { record } from './support/recording.ts';

const EMPTY = record('');
const made = record('{"vertexes":[{"digest":"a","name":"RUN a"}]}\n').steps[0]!;
const delta = (ids: readonly string[], bytes: number): TraceDelta => ({ ...EMPTY, wall: bytes, steps: ids.map((id) => ({ ...made, id, bytes })) });
const told = (trace: BuildTrace): unknown[] => trace.steps.map(({ id, bytes }) => [id, bytes]);

describe('applyDelta', () => {
  it('keeps the order of the first report', () => {
    const first = applyDelta(null, delta(['b', 'a', '__proto__'], 1));
    const next = applyDelta(first, delta(['c', 'a', 'c'], 2));
    expect(told(next)).toEqual([['b', 1], ['a', 2], ['__proto__', 1], ['c', 2]]);
    expect(next.wall).toBe(2);
    expect(told(first)).toEqual([['b', 1], ['a', 1], ['__proto__', 1]]);
  });

  it('lets several traces follow the same one', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const ids = fc.array(id, { maxLength: 5 });
    const reference = (trace: BuildTrace | null, { steps }: TraceDelta): unknown[] => {
      const all = new Map((trace?.steps ?? []).map((step) => [step.id, step.bytes]));
      steps.forEach((step) => all.set(step.id, step.bytes));
      return [...all];
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, fc.nat(20)), { minLength: 1, maxLength: 20 }), (changes) => {
        const traces: BuildTrace[] = [applyDelta(null, delta(['a'], 0))];
        changes.forEach(([change, from], i) => {
          const trace = traces[from % traces.length]!;
          const before = told(trace);
          const next = applyDelta(trace, delta(change, i + 1));
          expect(told(next)).toEqual(reference(trace, delta(change, i + 1)));
          expect(told(trace)).toEqual(before);
          traces.push(next);
        });
      }),
    );
  });
});
