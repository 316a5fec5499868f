import { expect, it } from 'vitest';
import { bytesText, durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';

it.each([
  [0, '0 ms'],
  [40.4, '40 ms'],
  [99.4, '99 ms'],
  [99.5, '0.1 s'],
  [38_240, '38.2 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min'],
  [119_600, '2 min'],
  [125_000, '2 min 5 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h'],
  [3_725_000, '1 h 2 min'],
  [-5, '0 ms'],
  [Number.NaN, '0 ms'],
])('says %d milliseconds as %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_234, '1.2 kB'],
  [9_949, '9.9 kB'],
  [9_950, '10 kB'],
  [412_300_000, '412 MB'],
  [999_600_000, '1.0 GB'],
  [5e15, '5000 TB'],
  [-1, '0 bytes'],
  [Number.NaN, '0 bytes'],
])('says %d bytes as %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

it.each([
  [0, '0 %'],
  [0.001, '1 %'],
  [0.924, '92 %'],
  [0.999, '99 %'],
  [1, '100 %'],
  [Number.NaN, '0 %'],
])('says a rate of %d as %s', (rate, text) => {
  expect(percentText(rate)).toBe(text);
});

it.each([
  ['RUN npm ci', 'RUN npm ci'],
  ['\u001b[31mRUN\u001b[0m npm\tci\r\n', 'RUN npm ci'],
  ['\u001b]8;;https://example.com\u0007a link\u001b]8;;\u0007', 'a link'],
  ['\u001b]0;never ends', ''],
  ['user\u202etxt.exe', 'user txt.exe'],
  ['RUN a && \\\n  b', 'RUN a && \\ b'],
  ['one\u0007 \ntwo', 'one two'],
  ['\u0000\u0007', ''],
])('shows %j as one line in which nothing acts', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

it('cuts what is too long, and not in the middle of a character', () => {
  expect(shownText('abcdef', 4)).toBe('abc…');
  expect(shownText('ab😀def', 4)).toBe('ab…');
  expect(shownText('abcd', 4)).toBe('abcd');
  expect(shownText('x'.repeat(50_000_000), 300)).toHaveLength(300);
});
