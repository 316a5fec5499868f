import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFound } from './found.ts';
import { TARGETS } from './targets.ts';

/** Few: `npm run fuzz` is for many. This shows that it still works, and that what it tries holds. */
const RUNS = 8;

const found = readFound(fileURLToPath(new URL('found.json', import.meta.url)));

describe('fuzzing', () => {
  it.each(TARGETS.map((target) => [target.name, target] as const))('%s', async (_, { fuzz }) => {
    expect(await fuzz(1, RUNS)).toBeNull();
  });

  it.each(found.map(({ target, why, value }) => [target, why, value] as const))('found in %s, and mended: %s', async (target, _, value) => {
    const named = TARGETS.find(({ name }) => name === target);
    if (!named) throw new Error(`There is no target ${target} any more.`);
    await named.check(value);
  });
});
