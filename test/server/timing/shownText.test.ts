import { expect, it } from 'vitest';
import { shownText } from '../../../server/src/timing/shownText.ts';

it.each([
  ['\u001b[31mRUN\u001b[0m npm ci', 'RUN npm ci'],
  ['\u009b31mRUN npm ci', 'RUN npm ci'],
  ['\u001b]0;title\u0007a \u009d8;;https://a.example\u009cb', 'a b'],
  ['\u001bPdevice\u001b\\a', 'a'],
  ['a\u001b]8;;https://a.example', 'a'],
  ['a\u001b[1;', 'a'],
  ['a \u202e\n\t b', 'a b'],
  ['a\u061cb', 'a b'],
])('shows %j as %j', (text, shown) => expect(shownText(text)).toBe(shown));

it('is one line of the length that is asked for, whatever its label is', () => {
  expect(shownText('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…');
  expect(shownText(`${'\u001b[31m'.repeat(8)}abc`, 10)).toBe('…');
});

it.each([['\u009d'], ['\u001b]'], ['\u001b['], ['\u001b[1;'], ['\u001b']])('takes no longer for many %j that never end', (piece) => {
  expect(shownText(piece.repeat(100_000), 100_000).length).toBeLessThanOrEqual(100_000);
});
