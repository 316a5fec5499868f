import { expect, it } from 'vitest';
import { formatCpus, formatMemory, parseCpus, parseMemory, roundUpMemory } from '../../../../server/src/rules/compose/memory.ts';

it.each([
  ['512M', 512 * 1024 ** 2],
  ['1.5g', 1.5 * 1024 ** 3],
  ['1gb', 1024 ** 3],
  ['1GiB', 1024 ** 3],
  ['64k', 65536],
  ['100b', 100],
  ['0', 0],
  [134217728, 134217728],
  ['512Mi', null],
  ['${X:-1g}', null],
  ['-1', null],
  [-1, null],
  ['', null],
  [null, null],
  [true, null],
  ['9'.repeat(100), null],
])('parseMemory(%j) is %j', (text, bytes) => {
  expect(parseMemory(text)).toBe(bytes);
});

it('formats what it parses', () => {
  for (const text of ['6M', '192M', '1G', '3G', '1536M']) expect(formatMemory(parseMemory(text)!)).toBe(text);
  expect(formatMemory(roundUpMemory(1))).toBe('64M');
  expect(['0.5', 2, '1e3', '50%', ' 1 ', Number.NaN].map(parseCpus)).toEqual([0.5, 2, null, null, 1, null]);
  expect([1, 0.25, 2.5].map(formatCpus)).toEqual(['1.0', '0.25', '2.5']);
});
