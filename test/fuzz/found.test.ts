import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFound } from './found.ts';
import { TARGETS } from './targets.ts';

const found = readFound(fileURLToPath(new URL('found.json', import.meta.url)));

describe('what fuzzing found once', () => {
  it.each(found.map((one) => ({ ...one, shown: JSON.stringify(one.value).slice(0, 80) })))('stays mended: $target $shown', async ({ target, value }) => {
    const named = TARGETS.find(({ name }) => name === target);
    if (!named) throw new Error(`There is no target ${target} any more.`);
    await named.check(value);
  });
});

/** Few: `npm run fuzz` is for many. This shows that it still works, and that what it tries holds. */
const RUNS = 15;

describe('fuzzing', () => {
  it.each(TARGETS)('$name', async ({ fuzz }) => {
    expect(await fuzz(1, RUNS)).toBeNull();
  });
});
