import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/index.ts';
import { documentOf, findingsOf } from '../server/support/engine.ts';
import { expandedSnippets } from './snippetFiles.ts';
import { wrapCompose, wrapDockerfile } from './wrapFragment.ts';

const files = [
  ...expandedSnippets('dockerfile').map(({ name, prefix, text }) => ({ name, language: 'dockerfile' as const, file: wrapDockerfile(prefix, text) })),
  ...expandedSnippets('compose').map(({ name, prefix, text }) => ({ name, language: 'compose' as const, file: wrapCompose(prefix, text) })),
];

it('there are rules to satisfy in every language', () => {
  expect(new Set(RULES.map(({ meta }) => meta.language))).toEqual(new Set(['dockerfile', 'compose', 'dockerignore']));
});

describe.each(files)('$name', ({ language, file }) => {
  it.each(['\n', '\r\n'])('gives our own rules nothing to say with line ends %j', (lineEnd) => {
    const document = documentOf(file.replaceAll('\n', lineEnd), language);
    expect(findingsOf(document).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(document.isTrustworthy).toBe(true);
  });
});
