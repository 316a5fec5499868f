import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatTable, differences } from '../../../../scripts/lifecycles/table.mjs';
import {
  AS_OF, compareVersions, cycleOf, FAMILIES, isEndOfLife, supportedCycle, TAGS_AS_OF,
} from '../../../../server/src/rules/base-image/lifecycles.ts';
import { readFloatingTag, readVersionTag } from '../../../../server/src/rules/base-image/imageTag.ts';

const python = FAMILIES.get('python')!;
const node = FAMILIES.get('node')!;
const file = path.resolve(import.meta.dirname, '../../../../server/src/rules/base-image/lifecycles.json');

describe('the table', () => {
  it('is written as the refresh script writes it, so that a refresh shows only what changed', () => {
    const text = readFileSync(file, 'utf8').replace(/\r\n/g, '\n');
    expect(formatTable(JSON.parse(text))).toBe(text);
    expect(differences(JSON.parse(text), JSON.parse(text))).toEqual([]);
  });

  it.each([...FAMILIES.values()])('has $name newest first, with days that make sense', ({ cycles, variants, floating }) => {
    const names = cycles.map(({ cycle }) => cycle);
    expect(names).toEqual([...names].sort((a, b) => compareVersions(b, a)));
    expect(new Set(names).size).toBe(names.length);
    for (const { released, longTermSupport, endOfLife } of cycles) {
      for (const day of [released, longTermSupport ?? released, endOfLife ?? released]) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      expect(endOfLife === null || released < endOfLife).toBe(true);
    }
    for (const cycle of [...variants.keys(), ...floating.values()]) expect(names).toContain(cycle);
    expect(TAGS_AS_OF <= AS_OF).toBe(true);
  });

  it.each([...FAMILIES.values()])('moves $name to a release line that gets fixes and is offered', (family) => {
    const next = supportedCycle(family)!;
    expect(isEndOfLife(next)).toBe(false);
    expect(family.variants.has(next.cycle)).toBe(true);
  });
});

it('compares versions by number', () => {
  expect(compareVersions('3.9', '3.12')).toBeLessThan(0);
  expect(compareVersions('20', '20.0')).toBe(0);
  expect(compareVersions('3.12.1', '3.12')).toBeGreaterThan(0);
});

it('finds the release line of a version', () => {
  expect(cycleOf(python, '1.5')).toBeNull();
  expect(cycleOf(python, '3.12.4')?.cycle).toBe('3.12');
  expect(cycleOf(python, '3')?.cycle).toBe(python.cycles[0]!.cycle);
  expect(cycleOf(python, '2')?.cycle).toBe('2.7');
  expect(cycleOf(node, '20.11.1')?.cycle).toBe('20');
  expect(cycleOf(node, '2')).toBeNull();
});

it.each([
  ['3.9-slim-bookworm', '3.9', '3.9', 'slim-bookworm'],
  ['3.9.18', '3.9', '3.9.18', ''],
  ['2-alpine3.11', '2.7', '2', 'alpine3.11'],
])('takes python:%s apart', (tag, cycle, version, variant) => {
  expect(readVersionTag(python, tag)).toMatchObject({ cycle: { cycle }, version, variant });
});

it.each(['3.12-rc-slim', '3.12.0b1', '3.99', 'slim', 'latest', '', '3.', '-3', 'constructor', '__proto__'])('finds no version in python:%s', (tag) => {
  expect(readVersionTag(python, tag)).toBeNull();
});

it('knows the code names of Node.js', () => {
  expect(readVersionTag(node, 'iron-alpine')).toMatchObject({ cycle: { cycle: '20' }, version: 'iron', variant: 'alpine' });
});

it.each([
  ['latest', ''], ['slim', 'slim'], ['slim-bookworm', 'slim-bookworm'], ['bookworm', 'bookworm'],
])('knows what python:%s stands for', (tag, variant) => {
  expect(readFloatingTag(python, tag)).toEqual({ cycle: python.floating.get('latest'), variant });
});

it('knows what node:lts-slim stands for, and what stands for nothing', () => {
  expect(readFloatingTag(node, 'lts-slim')).toEqual({ cycle: '24', variant: 'slim' });
  for (const tag of ['', 'lts-', 'lts-nanoserver', 'constructor', '3.12']) expect(readFloatingTag(node, tag)).toBeNull();
});
