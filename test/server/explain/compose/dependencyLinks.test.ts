import { expect, it } from 'vitest';
import { SourceDocument } from '../../../../server/src/core/engine/document.ts';
import { sliceSpan } from '../../../../server/src/core/text/span.ts';
import { dependencyLinks } from '../../../../server/src/explain/compose/dependencyLinks.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const document = (text: string, path: string | null = null) => new SourceDocument(path, 'compose', text, null);

/** `name -> file:line:character` by the text of the places. */
async function linksOf(files: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const view = await viewOfFiles(Object.entries(files).map(([name, text]) => ({ path: name, text })), path, 'compose');
  return dependencyLinks(document(files[path]!, path), view).map(({ span, target }) => {
    const there = files[target.path ?? path]!;
    return `${sliceSpan(files[path]!, span)} -> ${target.path ?? 'here'}:${target.line}:${target.character} ${sliceSpan(there, target.span)}`;
  });
}

const base = `services:
  db: &db
    image: postgres:16
  "api":
    image: busybox
    depends_on: [db, 'cache', nobody]
    links:
      - "db:database"
  side:
    image: busybox
    network_mode: "service:api"
    volumes_from: [api:ro, container:other]
  other:
    <<: *db
    pid: host
    depends_on:
      db: {condition: service_started}
      \${NAME}: {condition: service_started}
`;

it('leads from each name to the declaration', async () => {
  const links = await linksOf({ 'compose.yml': base }, 'compose.yml');
  expect(links).toEqual([
    'db -> here:1:2 db',
    'db -> here:1:2 db',
    'api -> here:3:2 "api"',
    'api -> here:3:2 "api"',
    'db -> here:1:2 db',
  ]);
});

it('does so with CRLF', async () => {
  const crlf = (text: string) => text.replace(/\n/g, '\r\n');
  expect(await linksOf({ 'compose.yml': crlf(base) }, 'compose.yml')).toHaveLength(5);
});

it('leads to other files of the project', async () => {
  const override = 'services:\n  api:\n    depends_on: [cache, db]\n  db:\n    restart: always\n  cache:\n    image: redis:7\n';
  const files = { 'compose.yml': base, 'compose.override.yml': override };
  expect(await linksOf(files, 'compose.override.yml')).toEqual(['cache -> here:5:2 cache', 'db -> compose.yml:1:2 db']);
  expect(await linksOf(files, 'compose.yml')).toContain('cache -> compose.override.yml:5:2 cache');
});

it('knows a file alone', () => {
  expect(dependencyLinks(document(base), null)).toHaveLength(5);
  expect(dependencyLinks(document('services: {a: {depends_on: 5}, b: {links: [[], {}]}}'), null)).toEqual([]);
});
