import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { standInImage } from './support/compose/composeProject.ts';
import { findingsIn, fixedText, readUpCase, startText } from './support/compose/upCase.ts';

const CASES = path.join(import.meta.dirname, 'up');

/** By rule: files that compose loads (or refuses, where the rule says that) and the engine does not start. */
const files = (await readdir(CASES, { recursive: true })).filter((name) => /(?<!\.mended)\.yml$/.test(name)).sort();
const cases = await Promise.all(files.map((name) => readUpCase(path.join(CASES, name))));

beforeAll(() => standInImage());

describe('what a rule says does not start', () => {
  it.each(cases.map((one) => [`${one.rule}: ${one.name}`, one] as const))('%s', async (_, one) => {
    const findings = findingsIn(one, one.text);
    expect(findings.length, 'the rule says nothing of it').toBeGreaterThan(0);
    expect(await startText(one, one.text)).toMatch(one.fails);
    const fixed = one.mended ?? fixedText(findings, one.text);
    if (fixed === null) throw new Error('The rule offers no fix, and nobody said how a person would mend it.');
    expect(fixed).not.toBe(one.text);
    expect(findingsIn(one, fixed)).toEqual([]);
    expect(await startText(one, fixed)).toBeNull();
  });
});
