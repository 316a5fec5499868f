import { expect, it } from 'vitest';
import { bytesText, filesText } from '../../../../server/src/core/text/amounts.ts';

it.each([
  [0, '0 bytes'], [1, '1 byte'], [999, '999 bytes'], [1000, '1.0 kB'], [9_949, '9.9 kB'], [9_950, '10 kB'], [999_499, '999 kB'], [999_500, '1.0 MB'],
  [412_345_678, '412 MB'], [1_500_000_000, '1.5 GB'], [5e15, '5000 TB'],
])('says %d as %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

it.each([[0, '0 files'], [1, '1 file'], [999, '999 files'], [31_204, '31,204 files'], [1_234_567, '1,234,567 files']])('says %d as %s', (files, text) =>
  expect(filesText(files)).toBe(text));
