import { expect, it } from 'vitest';
import { CommonEntries } from '../../../server/src/host/commonEntries.ts';

it('has one entry for a name, and another where the same name is something else', () => {
  const common = new CommonEntries();
  const file = { name: 'build', kind: 'file' } as const;
  expect(common.of(file)).toBe(file);
  expect(common.of({ ...file })).toBe(file);
  expect(common.of({ name: 'build', kind: 'folder' })).toEqual({ name: 'build', kind: 'folder' });
  expect(common.of({ ...file })).toEqual(file);
});

it('keeps no more names than come again soon', () => {
  const common = new CommonEntries();
  const first = common.of({ name: 'first', kind: 'file' });
  for (let at = 0; at < 2_000; at++) common.of({ name: `other${at}`, kind: 'file' });
  expect(common.of({ ...first })).not.toBe(first);
});
