import { expect, test } from 'vitest';
import { Memo, type Remembering } from '../../../../server/src/core/collections/memo.ts';

interface Named extends Remembering {
  readonly name: string;
}

const named = (name: string): Named => ({ name, answers: new Map() });

test('an answer is kept with its owner, and is nothing to another one', () => {
  const letters = new Memo<Named, string[]>(({ name }) => [...name]);
  const one = named('one');
  expect(letters.of(one)).toEqual(['o', 'n', 'e']);
  expect(letters.of(one)).toBe(letters.of(one));
  expect(letters.of(named('two'))).toEqual(['t', 'w', 'o']);
});

test('two memos keep two answers about one owner', () => {
  const [lengths, names] = [new Memo<Named, number>(({ name }) => name.length), new Memo<Named, string>(({ name }) => name)];
  const one = named('one');
  expect([lengths.of(one), names.of(one), lengths.of(one)]).toEqual([3, 'one', 3]);
});

test.each([undefined, null, false, 0, ''])('%o is an answer like any other, and looked for once', (answer) => {
  let asked = 0;
  const memo = new Memo<Remembering, unknown>(() => {
    asked++;
    return answer;
  });
  const one = named('one');
  expect([memo.of(one), memo.of(one), asked]).toEqual([answer, answer, 1]);
});

test('the first who asks brings the scene', () => {
  const greetings = new Memo<Named, string, string>(({ name }, word) => `${word} ${name}`);
  const one = named('one');
  expect([greetings.of(one, 'hello'), greetings.of(one, 'goodbye')]).toEqual(['hello one', 'hello one']);
});

test('what fails is asked for again', () => {
  let isReady = false;
  const memo = new Memo<Remembering, number>(() => {
    if (!isReady) throw new Error('not yet');
    return 1;
  });
  const one = named('one');
  expect(() => memo.of(one)).toThrow('not yet');
  isReady = true;
  expect(memo.of(one)).toBe(1);
});
