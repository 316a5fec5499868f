import { expect, test } from 'vitest';
import type { Remembering } from '../../../../server/src/core/collections/memo.ts';
import { MemoByKey } from '../../../../server/src/core/collections/memoByKey.ts';

const owner = (): Remembering => ({ answers: new Map() });

test('each key of each owner has an answer of its own, found once', () => {
  const asked: string[] = [];
  const memo = new MemoByKey<Remembering, string, string, string>((_, key, scene) => `${key} ${scene} ${asked.push(key)}`);
  const [one, other] = [owner(), owner()];
  expect([memo.of(one, 'a', 'x'), memo.of(one, 'b', 'x'), memo.of(one, 'a', 'y'), memo.of(other, 'a', 'y')]).toEqual(['a x 1', 'b x 2', 'a x 1', 'a y 3']);
});

test.each([null, false, 0, ''])('%j is an answer like any other', (answer) => {
  let asked = 0;
  const memo = new MemoByKey<Remembering, string, typeof answer>(() => (asked++, answer));
  const one = owner();
  expect([memo.of(one, 'a'), memo.of(one, 'a'), asked]).toEqual([answer, answer, 1]);
});

test('what fails is asked for again', () => {
  let isReady = false;
  const memo = new MemoByKey<Remembering, string, number>(() => {
    if (!isReady) throw new Error('not yet');
    return 1;
  });
  const one = owner();
  expect(() => memo.of(one, 'a')).toThrow('not yet');
  isReady = true;
  expect(memo.of(one, 'a')).toBe(1);
});
