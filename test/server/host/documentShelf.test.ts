import { expect, it } from 'vitest';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import { DocumentShelf } from '../../../server/src/host/documentShelf.ts';
import { loadShellParser } from '../../../server/src/host/shellGrammar.ts';

const TEXT = 'FROM a\n';

it('gives the same document as long as text, language and grammar are the same', async () => {
  const shelf = new DocumentShelf();
  const document = shelf.read('a', 'dockerfile', TEXT, null);
  expect(shelf.read('a', 'dockerfile', TEXT, null)).toBe(document);
  expect(shelf.read('a', 'dockerfile', `${TEXT}RUN a\n`, null).text).toBe(`${TEXT}RUN a\n`);
  expect(shelf.read('a', 'compose', TEXT, null).language).toBe('compose');
  expect(shelf.read('a', 'compose', TEXT, await loadShellParser()).knowsCommands).toBe(true);
});

it('gives what somebody has parsed', () => {
  const shelf = new DocumentShelf();
  const parsed = new SourceDocument('a', 'compose', 'services: {}\n', null);
  shelf.read('a', 'compose', 'services:\n', null);
  shelf.put('a', parsed);
  expect(shelf.read('a', 'compose', 'services: {}\n', null)).toBe(parsed);
  const other = shelf.read('a', 'compose', 'name: a\n', null);
  expect(shelf.read('a', 'compose', 'name: a\n', null)).toBe(other);
});

it('keeps a compose file that somebody asks for, however full it is, and what was asked for where all are gone through', () => {
  const shelf = new DocumentShelf();
  const compose = (name: string) => [name, 'compose', `name: ${'x'.repeat(40_000)}\n`, null] as const;
  const [a, b] = [shelf.read(...compose('a')), shelf.read(...compose('b'))];
  shelf.glance(...compose('c'));
  expect([shelf.read(...compose('a')), shelf.read(...compose('b'))]).toEqual([a, b]);
  expect(shelf.read(...compose('a'))).toBe(a);
  const c = shelf.read(...compose('c'));
  expect(shelf.read(...compose('c'))).toBe(c);
});

it('lets go of what nobody asked for the longest time', () => {
  const shelf = new DocumentShelf();
  const large = (name: string) => shelf.read(name, 'dockerfile', `FROM ${'x'.repeat(40_000)}\n`, null);
  const [a, b] = [large('a'), large('b')];
  expect(large('a')).toBe(a);
  large('c');
  expect(large('a')).toBe(a);
  expect(large('b')).not.toBe(b);
});
