import { describe, expect, it } from 'vitest';
import { expandAll } from './expandSnippet.ts';
import { readSnippets, SNIPPET_FILES } from './snippetFiles.ts';

describe.each(SNIPPET_FILES)('snippets/%s.json', (file) => {
  const snippets = readSnippets(file);

  it('has snippets, each with a prefix of its own', () => {
    expect(snippets.length).toBeGreaterThan(0);
    const prefixes = snippets.map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it.each(snippets)('$prefix says what it is and where typing goes on', ({ prefix, description, body, title }) => {
    expect(prefix).toMatch(/^drydock-[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).not.toBe('');
    expect(description).toMatch(/\.$/);
    const [first] = expandAll(body);
    const numbered = first?.stops.filter((stop) => stop > 0) ?? [];
    expect(first?.stops).toContain(0);
    expect(numbered).toEqual(numbered.map((_, index) => index + 1));
  });

  it.each(snippets)('$prefix is indented by two spaces and leaves nothing at the ends of lines', ({ body }) => {
    for (const line of body) {
      expect(line).not.toMatch(/[\t\r]|\s$/);
    }
  });
});

it('no prefix is used in two languages', () => {
  const prefixes = SNIPPET_FILES.flatMap((file) => readSnippets(file).map(({ prefix }) => prefix));
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
