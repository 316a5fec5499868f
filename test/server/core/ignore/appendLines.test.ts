import { expect, it } from 'vitest';
import { appendLines } from '../../../../server/src/core/ignore/appendLines.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';

it.each([
  ['', 'a\nb\n', 'a\nb\n'],
  ['x\n', 'x\na\nb\n', 'x\n\na\nb\n'],
  ['x', 'x\na\nb', 'x\n\na\nb'],
  ['x\r\n', 'x\r\na\r\nb\r\n', 'x\r\n\r\na\r\nb\r\n'],
  ['\uFEFF', '\uFEFFa\nb\n', '\uFEFFa\nb\n'],
])('adds lines to %j as the file ends its own', (text, plain, spaced) => {
  expect(applyEdits(text, [appendLines(text, ['a', 'b'])])).toBe(plain);
  expect(applyEdits(text, [appendLines(text, ['a', 'b'], { gap: true })])).toBe(spaced);
});
