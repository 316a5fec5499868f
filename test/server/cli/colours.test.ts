import { expect, it } from 'vitest';
import { hasColours, painter } from '../../../server/src/cli/colours.ts';

const terminal = { isTTY: true };

it.each([
  [terminal, {}, true],
  [{}, {}, false],
  [terminal, { NO_COLOR: '1' }, false],
  [terminal, { NO_COLOR: '' }, true],
  [terminal, { TERM: 'dumb' }, false],
  [{}, { FORCE_COLOR: '1' }, true],
  [{}, { FORCE_COLOR: '' }, true],
  [terminal, { FORCE_COLOR: '0' }, false],
  [terminal, { FORCE_COLOR: 'false' }, false],
  [{}, { FORCE_COLOR: '3', NO_COLOR: '1' }, true],
  [{}, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
])('%j with %j: %j', (stream, environment, expected) => {
  expect(hasColours(stream, environment)).toBe(expected);
});

it('paints by itself, whatever standard output is', () => {
  expect(painter({ hasColours: true })('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  expect(painter({ hasColours: false })('red', 'x')).toBe('x');
});
