import { expect, test } from 'vitest';
import { gather, gatherAll, gatherEach } from '../../../../server/src/core/collections/gather.ts';

test('what an item has no answer to is left out, and an empty or false one is kept', () => {
  const answers = new Map<string, string | boolean | null>([['a', 'first'], ['b', null], ['c', ''], ['d', false]]);
  expect(gather(['a', 'b', 'c', 'd', 'e'], (name) => answers.get(name))).toEqual(['first', '', false]);
});

test('lists of answers become one in the order of the items', () => {
  expect(gatherAll([3, 0, 2], (count) => Array.from({ length: count }, (_, i) => `${count}.${i}`))).toEqual(['3.0', '3.1', '3.2', '2.0', '2.1']);
});

test('each item has its answer where none may be left out', () => {
  expect(gatherEach([2, 0, 1], (count) => ['zero', null, undefined][count])).toEqual([undefined, 'zero', null]);
});
