import { expect, test } from 'vitest';
import { Memo, type Remembering } from '../../../../server/src/core/collections/memo.ts';

const owner = (): Remembering => ({ answers: new Map() });

test('an answer is kept with its owner, and is nothing to another one', () => {
  const lengths = new Memo<Remembering, number>();
  const [one, other] = [owner(), owner()];
  lengths.set(one, 3);
  expect(lengths.get(one)).toBe(3);
  expect(lengths.get(other)).toBeUndefined();
});

test('two memos keep two answers about one owner', () => {
  const [lengths, names] = [new Memo<Remembering, number>(), new Memo<Remembering, string | null>()];
  const one = owner();
  lengths.set(one, 3);
  names.set(one, null);
  expect(lengths.get(one)).toBe(3);
  expect(names.get(one)).toBeNull();
});
