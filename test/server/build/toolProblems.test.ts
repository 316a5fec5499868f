import { expect, it } from 'vitest';
import { isTooOld, oldTool, readVersion } from '../../../server/src/build/toolProblems.ts';

it.each([
  ['github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4\n', [0, 29, 1]],
  ['github.com/docker/buildx v0.13.0-rc2 0de5f1c\n', [0, 13, 0]],
  ['Docker Compose version v2.40.3-desktop.1\n', [2, 40, 3]],
  ['Docker Compose version 5.0\n', [5, 0, 0]],
  ['Docker Compose version dev\n', null],
  ['', null],
])('reads the version of %j', (printed, version) => {
  expect(readVersion(printed)).toEqual(version);
});

it('knows what is too old', () => {
  expect([[0, 12, 9], [0, 13, 0], [0, 29, 1], [1, 0, 0]].map((version) => isTooOld('buildx', version))).toEqual([true, false, false, false]);
  expect([[1, 99, 9], [2, 36, 2], [2, 37, 0], [5, 0, 0]].map((version) => isTooOld('compose', version))).toEqual([true, true, false, false]);
  expect(oldTool('buildx', [0, 12, 1])).toEqual({ kind: 'old-buildx', message: 'buildx 0.12.1 is too old to tell where a build spends its time: update Docker, so that it is 0.13 or newer.', detail: 'buildx 0.12.1' });
});
