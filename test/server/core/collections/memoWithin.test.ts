import { expect, test } from 'vitest';
import type { Remembering } from '../../../../server/src/core/collections/memo.ts';
import { MemoWithin } from '../../../../server/src/core/collections/memoWithin.ts';

const owner = (): Remembering => ({ answers: new Map() });

test('an answer is kept for as long as the same is around its owner', () => {
  const answers: object[] = [];
  const memo = new MemoWithin<Remembering, object | null, object>(() => answers[answers.push({}) - 1]!);
  const [one, here, there] = [owner(), {}, {}];
  expect([null, null, here, here, there, here].map((around) => answers.indexOf(memo.of(one, around)))).toEqual([0, 0, 1, 1, 2, 3]);
});

test('what fails is asked for again', () => {
  let isReady = false;
  const memo = new MemoWithin<Remembering, null, number>(() => {
    if (!isReady) throw new Error('not yet');
    return 1;
  });
  const one = owner();
  expect(() => memo.of(one, null)).toThrow('not yet');
  isReady = true;
  expect(memo.of(one, null)).toBe(1);
});

test('an answer rests on its owner, on what is around it, and on the scene of the first who asks', () => {
  const memo = new MemoWithin<Remembering, readonly string[], string, string>((one, around, scene) => `${String(one.answers.size)} ${around.join()} ${scene}`);
  const around = ['a', 'b'];
  const one = owner();
  expect([memo.of(one, around, 'first'), memo.of(one, around, 'second')]).toEqual(['1 a,b first', '1 a,b first']);
});
