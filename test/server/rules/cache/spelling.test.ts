import { expect, it } from 'vitest';
import { isMisspelt } from '../../../../server/src/rules/cache/targets/spelling.ts';

it.each([
  ['/root/.cache/pips', '/root/.cache/pip'],
  ['/root/.chache/pip', '/root/.cache/pip'],
  ['/var/cache/atp', '/var/cache/apt'],
  ['/root/.cache/pypoerty/cach', '/root/.cache/pypoerty/cache'],
])('%s is a slip of %s', (path, other) => {
  expect(isMisspelt(path, other)).toBe(true);
  expect(isMisspelt(other, path)).toBe(true);
});

it.each([
  ['/root/.cache/pip', '/root/.cache/pip'],
  ['/root/.cache/uv', '/root/.cache/pip'],
  ['/root/.cache', '/root/.cache/pip'],
  ['/opt/.cach/pips', '/root/.cache/pip'],
  ['/a', '/b'],
  [`/${'x'.repeat(100_000)}`, `/${'x'.repeat(100_000)}y`],
])('%.20s is no slip of %.20s', (path, other) => {
  expect(isMisspelt(path, other)).toBe(false);
});
