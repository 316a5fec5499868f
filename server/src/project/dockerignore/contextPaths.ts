import type { ContextFiles } from '../../core/engine/projectView.ts';
import { compilePattern } from '../../core/ignore/compilePattern.ts';
import { createIgnoreMatcher } from '../../core/ignore/matcher.ts';

/** Folders that a listing names without entering. */
const NOT_ENTERED: readonly string[] = [
  'node_modules', 'bower_components', '.git', '.hg', '.svn', '.venv', 'venv', '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache',
];

/** Folders of other people's projects and of examples: what their manifests say is nothing that this build goes by. */
export const FOREIGN = /(?:^|\/)(?:vendor|third_party|node_modules|testdata|fixtures|__fixtures__|examples?|samples?)\//;

/** What is made of a listing once: rules ask at every keystroke. */
interface Index {
  /** Files, and folders that were not entered. */
  readonly paths: readonly string[];
  /** Every name that some file or folder has. */
  readonly names: ReadonlySet<string>;
  readonly hits: Map<string, readonly string[]>;
}

const INDEXES = new WeakMap<ContextFiles, Index>();

function indexOf(files: ContextFiles): Index {
  let index = INDEXES.get(files);
  if (!index) INDEXES.set(files, (index = makeIndex(files)));
  return index;
}

function makeIndex(files: ContextFiles): Index {
  const folders = new Set(['']);
  for (const path of files.paths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  const closed = [...folders].flatMap((folder) => NOT_ENTERED.map((name) => folder + name).filter((path) => files.hasFolder(path) && !folders.has(`${path}/`)));
  const paths = closed.length > 0 ? [...files.paths, ...closed] : files.paths;
  return { paths, names: namesIn(paths), hits: new Map() };
}

/** Files of a context, and folders such as node_modules that stand for all that lies in them. */
export function knownPaths(files: ContextFiles): readonly string[] {
  return indexOf(files).paths;
}

/** The known paths that these lines of an ignore file leave out, where nothing else stands in it. The first one is a pattern, the others bring back. */
export function hitsOf(lines: readonly string[], files: ContextFiles): readonly string[] {
  const index = indexOf(files);
  const key = lines.join('\n');
  let hits = index.hits.get(key);
  if (!hits) index.hits.set(key, (hits = mayHit(lines[0] ?? '', index.names) ? findHits(key, index) : []));
  return hits;
}

function findHits(text: string, { paths }: Index): readonly string[] {
  const { ignores } = createIgnoreMatcher(text);
  return paths.filter((path) => ignores(path));
}

/**
 * False where a pattern matches no path that is made of these names. There are far fewer names than paths, and most patterns of the
 * template are about names that nothing has.
 */
export function mayHit(pattern: string, names: ReadonlySet<string>): boolean {
  const start = pattern.startsWith('**/') ? 3 : 0;
  const slash = pattern.indexOf('/', start);
  const first = pattern.slice(start, slash === -1 ? pattern.length : slash);
  if (!/[*?[\\]/.test(first)) return names.has(first);
  const compiled = compilePattern(first);
  if (!compiled.ok) return false;
  for (const name of names) if (compiled.test(name)) return true;
  return false;
}

export function namesIn(paths: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of paths) for (const name of path.split('/')) names.add(name);
  return names;
}
