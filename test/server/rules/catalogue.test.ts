import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigLayer } from '../../../server/src/core/engine/readConfigLayer.ts';
import { languageOf } from '../../../server/src/core/engine/fileKinds.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { documentOf, findingsOfRule } from '../support/engine.ts';
import { codeSamples } from '../support/pages.ts';
import { viewOfFiles } from '../support/workspace.ts';

/** Files of blocks that name none. */
const NAMES: Readonly<Record<string, string>> = { compose: 'compose.yaml', yaml: 'compose.yaml', dockerfile: 'Dockerfile', dockerignore: '.dockerignore' };
const pages = path.resolve(import.meta.dirname, '../../../server/docs/rules');

it('ids are unique, and kebab-case words', () => {
  const ids = RULES.map(({ meta }) => meta.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

it('rules give way only to rules that do not give way to them', () => {
  const stronger = new Map(RULES.map(({ meta }) => [meta.id, meta.yieldsTo ?? []]));
  const reaches = (from: string, to: string, depth = 0): boolean => depth > RULES.length || (stronger.get(from) ?? []).some((id) => id === to || reaches(id, to, depth + 1));
  for (const [id, others] of stronger) {
    for (const other of others) expect(stronger.has(other), other).toBe(true);
    expect(reaches(id, id), id).toBe(false);
  }
});

describe.each(RULES.map((rule) => ({ rule, id: rule.meta.id })))('$id', ({ rule, id }) => {
  const page = path.join(pages, `${id}.md`);
  const text = existsSync(page) ? readFileSync(page, 'utf8').replace(/\r\n/g, '\n') : '';
  const lines = text.split('\n');

  it('has a page that says what the rule is about', () => {
    expect(lines[0]).toBe(`# ${id}`);
    expect(lines.slice(1).find((line) => line.trim() !== '')).toBe(rule.meta.description);
    for (const heading of ['## Why', '## Examples', '## When not to use it', '## Options']) expect(lines).toContain(heading);
  });

  it('weighs from 0 to 10, and as a whole no less than for any part', () => {
    const { overall, security, maintainability } = rule.meta.weight;
    for (const weight of [overall, security, maintainability]) expect(Number.isInteger(weight) && weight >= 0 && weight <= 10, String(weight)).toBe(true);
    expect(overall).toBeGreaterThanOrEqual(Math.max(1, security, maintainability));
  });

  it('documents every option under its own heading, and no other', () => {
    const options = lines.slice(lines.indexOf('## Options')).filter((line) => line.startsWith('### '));
    expect(options.map((line) => line.replace(/^### `?|`$/g, '')).sort()).toEqual(Object.keys(rule.meta.options).sort());
  });

  it('accepts its own default options', () => {
    const options = Object.fromEntries(Object.entries(rule.meta.options).map(([name, { default: value }]) => [name, value]));
    expect(readConfigLayer({ rules: { [id]: options } }, RULES).problems).toEqual([]);
  });

  it('fires on the incorrect samples of its page and on none of the correct ones', async () => {
    const samples = codeSamples(text);
    expect(samples.some(({ correct }) => correct)).toBe(true);
    expect(samples.some(({ correct }) => !correct)).toBe(true);
    for (const { correct, kind, code, path: named, others } of samples) {
      const file = named ?? NAMES[rule.meta.language === 'all' ? kind : rule.meta.language]!;
      const language = languageOf(file)!;
      if (rule.meta.language !== 'all') expect(language).toBe(rule.meta.language);
      const project = await viewOfFiles([{ path: file, text: code }, ...others], file, language);
      const found = findingsOfRule(rule, documentOf(code, language, file), project);
      expect(found.length > 0, code).toBe(!correct);
    }
  });

  it('says everything in sentences', () => {
    for (const message of Object.values(rule.meta.messages)) expect(message).toMatch(/^[A-Z`{].*[.]$/s);
    expect(rule.meta.description).toMatch(/^[A-Z`].*[.]$/);
  });
});
