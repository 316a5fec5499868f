import { baseName, folderOf } from '../paths.ts';
import { hitsOf } from './contextPaths.ts';
import { linesOf } from './judgeEntry.ts';
import type { Evidence, TemplateEntry } from './template.ts';

/** More exact paths than a person reads. */
const MOST_PATHS = 20;

/**
 * What to write for an entry in this context. One that means some of the paths with its name only becomes a list of those paths: `src/target`
 * may hold sources, and the `.env` beside a vite.config.js is read by the build.
 */
export function narrowEntry(entry: TemplateEntry, evidence: Evidence): readonly TemplateEntry[] {
  const found = withExceptions(entry, evidence);
  if (entry.beside) return besideOnly(found, entry.beside, evidence);
  return entry.notIn ? elsewhereOnly(found, entry.notIn(evidence), evidence) : [found];
}

function withExceptions(entry: TemplateEntry, { files }: Evidence): TemplateEntry {
  const lines = (entry.exceptionsWhereFound ?? []).filter((line) => hitsOf([line.slice(1)], files).length > 0);
  return lines.length > 0 ? { ...entry, exceptions: [...(entry.exceptions ?? []), ...lines] } : entry;
}

function besideOnly(entry: TemplateEntry, beside: RegExp, { files }: Evidence): readonly TemplateEntry[] {
  const name = baseName(entry.pattern);
  const folders = new Set(hitsOf([entry.pattern], files).map((path) => path.slice(0, `/${path}/`.indexOf(`/${name}/`) + name.length)));
  const homes = new Set(files.paths.filter((path) => beside.test(baseName(path))).map((path) => folderOf(path)));
  const meant = [...folders].filter((folder) => homes.has(folderOf(folder)));
  return meant.length === folders.size ? [entry] : exactPaths(entry, meant);
}

function elsewhereOnly(entry: TemplateEntry, readers: ReadonlySet<string>, { files }: Evidence): readonly TemplateEntry[] {
  const hits = readers.size > 0 ? hitsOf(linesOf(entry), files) : [];
  const read = hits.find((path) => readers.has(folderOf(path)));
  if (read === undefined) return [entry];
  // The entry itself stays to say why it is not listed.
  return [...exactPaths(entry, hits.filter((path) => !readers.has(folderOf(path)))), { ...entry, objection: () => `${entry.notInReason} ${read}` }];
}

function exactPaths(entry: TemplateEntry, paths: readonly string[]): readonly TemplateEntry[] {
  const plain = paths.filter((path) => !/[*?[\]\\!#\p{C}]/u.test(path)).slice(0, MOST_PATHS);
  return plain.map((pattern) => ({ ...entry, pattern, exceptions: undefined, beside: undefined, notIn: undefined }));
}
