import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../../../../server/src/core/compose/project.ts';
import { readAmount } from '../../../../../server/src/rules/compose/limits/amount.ts';

const MIB = 1024 ** 2;

/** Each line as `docker compose config` 2.40 has it: what it prints, or that it refuses the file. */
describe('amounts of memory', () => {
  it.each([
    ['512 m', 512 * MIB],
    ['512 MB', 512 * MIB],
    ['512MiB', 512 * MIB],
    ['0.5g', 512 * MIB],
    ['.5g', 512 * MIB],
    ['5.g', 5 * 1024 * MIB],
    ['1e9', 1_000_000_000],
    ['512.5', 512],
    ['+5m', 5 * MIB],
    ['512b', 512],
    ['100k', 102_400],
    ['1pb', 1024 ** 5],
    [134_217_728, 134_217_728],
    [-1, -1],
  ])('reads %j', (written, value) => {
    expect(readAmount('mem_limit', written)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['512Mi', 'binary-unit'],
    ['512KI', 'binary-unit'],
    ['512  MB', 'spaces'],
    [' 512m', 'spaces'],
    ['512m ', 'spaces'],
    ['1,5g', 'comma'],
    ['1e', 'other'],
    ['512 M B', 'other'],
    ['512bytes', 'other'],
    ['512ib', 'other'],
    ['lots', 'other'],
    ['50%', 'percent'],
    ['', 'empty'],
    ['-5m', 'negative'],
    ['1.0.0m', 'other'],
  ])('sees that %j is refused', (written, flaw) => {
    expect(readAmount('mem_limit', written)).toEqual({ kind: 'refused', flaw });
  });

  it.each([0, '0', '0M', '0.0', 512.5, null, undefined])('takes %j for nothing', (written) => {
    expect(readAmount('mem_limit', written)).toEqual({ kind: 'none' });
  });

  it('wants text below `deploy`', () => {
    expect(readAmount('deploy.resources.limits.memory', 512)).toEqual({ kind: 'refused', flaw: 'unquoted' });
  });

  it.each(['1_000m', UNKNOWN, true, [], {}, '1'.repeat(100_000)])('leaves open what is not certain', (written) => {
    expect(readAmount('mem_limit', written)).toEqual({ kind: 'unknown' });
  });
});

describe('numbers of CPUs', () => {
  it.each([
    ['.5', 0.5],
    ['1.', 1],
    ['+1', 1],
    ['1e-1', 0.1],
    [0.5, 0.5],
    [-1, -1],
  ])('reads %j', (written, value) => {
    expect(readAmount('cpus', written)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['500m', 'millicores'],
    ['50%', 'percent'],
    ['50 %', 'percent'],
    ['1,5', 'comma'],
    [' 1', 'spaces'],
    ['1 ', 'spaces'],
    ['', 'empty'],
    ['abc', 'other'],
    ['1.0.0', 'other'],
    ['1 core', 'other'],
    ['2cores', 'other'],
  ])('sees that %j is refused', (written, flaw) => {
    expect(readAmount('cpus', written)).toEqual({ kind: 'refused', flaw });
  });

  it.each(['inf', '0x1p-1', '1_0'])('leaves %j open', (written) => {
    expect(readAmount('cpus', written)).toEqual({ kind: 'unknown' });
  });
});
