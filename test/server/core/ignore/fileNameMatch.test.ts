import { expect, it } from 'vitest';
import { hasWildcard, matchesFileName } from '../../../../server/src/core/ignore/fileNameMatch.ts';
import { cpuTime } from '../../support/cpuTime.ts';

it.each([
  ['*', '', true], ['*', '.env', true], ['a*', 'abc', true], ['a*', 'ba', false], ['*.txt', 'a.txt', true], ['*.txt', 'a.txt.gz', false],
  ['a*b*c', 'axxbyyc', true], ['a*b*c', 'axxbyy', false], ['*a*a*b', 'a'.repeat(5000), false], ['?', 'é', true], ['?', '🐳', true], ['?', '', false], ['??', 'a', false],
  ['[ab]x', 'bx', true], ['[ab]x', 'cx', false], ['[^ab]x', 'cx', true], ['[^ab]x', 'ax', false], ['[a-c]', 'b', true], ['[a-c]', 'd', false], ['[\\]]', ']', true],
  ['[a\\-c]', '-', true], ['[a\\-c]', 'b', false], ['\\*', '*', true], ['\\*', 'x', false], ['[', '[', false], ['[]a]', 'a', false], ['[a', 'a', false], ['[a-]', 'a', false],
  ['a\\', 'a', false], ['', '', true], ['', 'a', false], ['*[', 'x', false], ['a**b', 'ab', true],
])("matches %j on %j as Go's filepath.Match: %j", (pattern, name, expected) => {
  expect(matchesFileName(pattern, name)).toBe(expected);
});

it('takes no quadratic time on many stars', () => {
  expect(cpuTime(() => expect(matchesFileName('*a'.repeat(2000), 'a'.repeat(1000) + 'b')).toBe(false))).toBeLessThan(500);
});

it.each([['a', false], ['*', true], ['a?', true], ['[', true], ['\\*', false], ['\\\\*', true], [']', false], ['', false]])('finds a wildcard in %j: %j', (name, expected) => {
  expect(hasWildcard(name)).toBe(expected);
});
