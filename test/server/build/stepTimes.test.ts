import { expect, it } from 'vitest';
import { builtInstructions, costWords, timesNow, timeWords, type InstructionStep } from '../../../server/src/build/stepTimes.ts';
import type { StepState, TraceStep } from '../../../server/src/timing/trace.ts';
import { madeStep } from '../timing/madeSteps.ts';

function step(line: number, text: string, state: StepState, duration: number, target = 'api', dockerfile = '/w/Dockerfile'): TraceStep {
  return madeStep({ id: `${target}:${line}`, targets: [target], label: text, place: { dockerfile, line, endLine: line, text }, state, duration });
}

const times = (steps: TraceStep[], now: string[]) =>
  timesNow(builtInstructions(steps, '/w/Dockerfile'), now.map((text, line) => ({ line, text }))).map(({ line, steps: own }) => [line, timeWords(own)]);

it('shows each instruction what it took', () => {
  expect(times([step(0, 'FROM a', 'done', 100), step(1, 'RUN b', 'cached', 0), step(2, 'RUN c', 'failed', 3100)], ['FROM a', 'RUN b', 'RUN c'])).toEqual([
    [0, '0.1 s'], [1, 'CACHED'], [2, 'failed after 3.1 s'],
  ]);
});

it('follows instructions that moved and drops those that are written differently', () => {
  const built = [step(0, 'FROM a', 'done', 100), step(1, 'RUN b', 'done', 2000), step(2, 'RUN c', 'done', 3000)];
  expect(times(built, ['# a comment', 'FROM a', 'RUN c', 'RUN b --fast'])).toEqual([[1, '0.1 s'], [2, '3.0 s']]);
});

it('keeps the times of instructions written alike apart, and none of them where one is gone', () => {
  const built = [step(0, 'RUN b', 'done', 1000), step(1, 'RUN b', 'done', 2000)];
  expect(times(built, ['RUN b', 'RUN b'])).toEqual([[0, '1.0 s'], [1, '2.0 s']]);
  expect(times(built, ['RUN b'])).toEqual([]);
});

it('tells the times in the order of the instructions, though some are written alike', () => {
  const built = [step(0, 'WORKDIR /app', 'done', 100), step(1, 'RUN b', 'done', 200), step(2, 'WORKDIR /app', 'done', 300)];
  expect(times(built, ['WORKDIR /app', 'RUN b', 'WORKDIR /app'])).toEqual([[0, '0.1 s'], [1, '0.2 s'], [2, '0.3 s']]);
});

it('takes a file with other line endings for the same', () => {
  expect(times([step(0, 'RUN a \\\r\n  b', 'done', 1000)], ['RUN a \\\n  b'])).toEqual([[0, '1.0 s']]);
});

it('leaves out steps that never began, and those of other Dockerfiles', () => {
  expect(times([step(0, 'RUN a', 'waiting', 0), step(0, 'RUN a', 'done', 5, 'web', '/w/web/Dockerfile')], ['RUN a'])).toEqual([]);
});

it('names the targets where they differ', () => {
  expect(times([step(0, 'RUN a', 'done', 1000), step(0, 'RUN a', 'cached', 0, 'worker')], ['RUN a'])).toEqual([[0, 'api: 1.0 s · worker: CACHED']]);
  expect(times([step(0, 'RUN a', 'cached', 0), step(0, 'RUN a', 'cached', 0, 'worker')], ['RUN a'])).toEqual([[0, 'CACHED']]);
});

it('shows the slowest of several platforms', () => {
  expect(times([step(0, 'RUN a', 'done', 1000), step(0, 'RUN a', 'done', 9000)], ['RUN a'])).toEqual([[0, '9.0 s']]);
});

const one = (state: StepState, duration: number, lastRun: number | null): InstructionStep => ({ target: 'api', state, duration, lastRun });

it('says what a step costs where it is worth a word', () => {
  expect(costWords([one('done', 41_000, 41_000)])).toBe('It took 41.0 s in the last build.');
  expect(costWords([one('cached', 0, 41_000)])).toBe('It took 41.0 s when it last ran.');
  expect(costWords([one('done', 900, 900)])).toBeNull();
  expect(costWords([one('cached', 0, null)])).toBeNull();
  expect(costWords([one('failed', 9000, null)])).toBeNull();
});
