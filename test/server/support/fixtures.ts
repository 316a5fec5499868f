import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file of the small workspace that a fixture is, with the text that all of its rule's fixes lead to. */
export interface FixtureFile {
  readonly path: string;
  readonly text: string;
}

export interface Fixture {
  readonly rule: string;
  readonly name: string;
  /** The file with markers (or the only one). */
  readonly file: FixtureFile;
  /** Folder on disk of a fixture that is a workspace; null for a lone file. */
  readonly folder: string | null;
  /** Expected files after the fixes; null where nothing may be offered. */
  readonly expected: { readonly selection: 'safe' | 'suggestions'; readonly files: readonly FixtureFile[] } | null;
}

const DERIVED = /\.(fixed|suggested)(\.[^.]+)?$/;

/** Every fixture below a rule's folder: `<name>.Dockerfile`, `<name>.yml`, or a folder that is a workspace. */
export function fixturesOf(ruleFolder: string): Fixture[] {
  const rule = path.basename(ruleFolder);
  return readdirSync(ruleFolder)
    .filter((entry) => !DERIVED.test(entry) && !entry.endsWith('.ts'))
    .flatMap((entry) => {
      const full = path.join(ruleFolder, entry);
      return statSync(full).isDirectory() ? folderFixtures(rule, full) : [fileFixture(rule, full)];
    });
}

function fileFixture(rule: string, file: string): Fixture {
  const { dir, name, ext } = path.parse(file);
  const kinds = [
    ['fixed', 'safe'],
    ['suggested', 'suggestions'],
  ] as const;
  const expected = kinds.flatMap(([suffix, selection]) => {
    const text = readIfThere(path.join(dir, `${name}.${suffix}${ext}`));
    return text === null ? [] : [{ selection, files: [{ path: path.basename(file), text }] }];
  });
  if (expected.length > 1) throw new Error(`${file} has both a fixed and a suggested sibling`);
  return { rule, name, file: { path: path.basename(file), text: readFileSync(file, 'utf8') }, folder: null, expected: expected[0] ?? null };
}

function folderFixtures(rule: string, folder: string): Fixture[] {
  const files = listFiles(folder);
  const marked = files.filter(({ text }) => /^\s*# want /m.test(text));
  const targets = marked.length > 0 ? marked : files.filter(({ path: file }) => /(^|\/)Dockerfile$|compose\.ya?ml$|\.dockerignore$/.test(file));
  const kinds = [
    ['fixed', 'safe'],
    ['suggested', 'suggestions'],
  ] as const;
  const expected = kinds.flatMap(([suffix, selection]) =>
    exists(`${folder}.${suffix}`) ? [{ selection, files: listFiles(`${folder}.${suffix}`) }] : [],
  );
  return targets.map((file) => ({ rule, name: `${path.basename(folder)}/${file.path}`, file, folder, expected: expected[0] ?? null }));
}

export function listFiles(folder: string): FixtureFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((entry) => statSync(path.join(folder, entry)).isFile())
    .map((entry) => ({ path: entry.split(path.sep).join('/'), text: readFileSync(path.join(folder, entry), 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readIfThere(file: string): string | null {
  return exists(file) ? readFileSync(file, 'utf8') : null;
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
