import { readFileSync } from 'node:fs';
import { expandAll } from './expandSnippet.ts';

export const SNIPPET_FILES = ['dockerfile', 'compose', 'dockerignore'] as const;
export type SnippetFile = (typeof SNIPPET_FILES)[number];

export interface Snippet {
  readonly title: string;
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

export function readSnippets(file: SnippetFile): Snippet[] {
  const text = readFileSync(new URL(`../../snippets/${file}.json`, import.meta.url), 'utf8');
  return Object.entries(JSON.parse(text) as Record<string, Omit<Snippet, 'title'>>).map(([title, snippet]) => ({ title, ...snippet }));
}

/** Every snippet of a file, once per option of its choices, as table rows for `it.each`. */
export function expandedSnippets(file: SnippetFile): { readonly name: string; readonly prefix: string; readonly text: string }[] {
  return readSnippets(file).flatMap(({ prefix, body }) =>
    expandAll(body).map(({ text }, round) => ({ name: round === 0 ? prefix : `${prefix} (option ${round + 1})`, prefix, text })),
  );
}
