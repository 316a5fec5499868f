import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/index.ts';
import { documentOf, findingsOf } from '../server/support/engine.ts';
import { viewOfFiles } from '../server/support/workspace.ts';
import { expandedSnippets } from './snippetFiles.ts';
import { wrapCompose, wrapDockerfile } from './wrapFragment.ts';

const files = [
  ...expandedSnippets('dockerfile').map(({ name, prefix, text }) => ({ name, language: 'dockerfile' as const, file: wrapDockerfile(prefix, text) })),
  ...expandedSnippets('compose').map(({ name, prefix, text }) => ({ name, language: 'compose' as const, file: wrapCompose(prefix, text) })),
];

it('there are rules to satisfy in every language', () => {
  expect(new Set(RULES.map(({ meta }) => meta.language))).toEqual(new Set(['dockerfile', 'compose', 'dockerignore', 'all']));
});

/** The override is only ever laid over a file such as the whole one. */
const BASE = expandedSnippets('compose').find(({ prefix }) => prefix === 'drydock-compose')!.text;
const OVERRIDE = 'drydock-compose-development';

async function projectOf(name: string, text: string) {
  const override = 'compose.override.yml';
  return name === OVERRIDE ? viewOfFiles([{ path: 'compose.yml', text: BASE }, { path: override, text }], override, 'compose') : null;
}

describe.each(files)('$name', ({ name, language, file }) => {
  it.each(['\n', '\r\n'])('gives our own rules nothing to say with line ends %j', async (lineEnd) => {
    const document = documentOf(file.replaceAll('\n', lineEnd), language);
    expect(findingsOf(document, { project: await projectOf(name, document.text) }).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(document.isTrustworthy).toBe(true);
  });
});
