import { expect, it } from 'vitest';
import { codenameIn } from '../../../../server/src/rules/cache/codenames.ts';

it.each([
  ['3.12-slim-bookworm', 'bookworm'],
  ['Trixie', 'trixie'],
  ['sid_20261101', 'sid'],
  ['24-jdk-noble', 'noble'],
  ['oracular', 'oracular'],
  ['3.12-slim', null],
  ['bookworms', null],
  ['', null],
])('%s', (tag, expected) => {
  expect(codenameIn(tag)).toBe(expected);
});
