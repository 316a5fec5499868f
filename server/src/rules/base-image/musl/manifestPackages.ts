import { hasSameWheels } from './sameWheels.ts';
import type { ContextFiles } from '../../../core/engine/projectView.ts';
import { folderOf, isOutside, joinPaths } from '../../../project/paths.ts';
import { asObject, jsonManifest } from '../../layers/manifests/contextManifests.ts';
import { isIn, tomlLines, type TomlLine } from '../../layers/manifests/tomlSections.ts';
import type { Dependency } from './muslVerdict.ts';
import { newestVersion, normalizedName, parseRequirement } from './requirement.ts';

/** The packages that a manifest names. */
export interface ManifestPackages {
  readonly dependencies: readonly Dependency[];
  /** False where it may install others too: groups, conditions, paths, indexes of its own. */
  readonly isComplete: boolean;
  /** True where it names an index of packages besides the public one, which may have builds of its own. */
  readonly hasOwnIndex: boolean;
}

export const NOTHING_KNOWN: ManifestPackages = { dependencies: [], isComplete: false, hasOwnIndex: false };

/** Requirements files that include each other in larger numbers are machine-made. */
const MOST_FILES = 50;

export function requirementsFile(files: ContextFiles, path: string): ManifestPackages {
  const dependencies: Dependency[] = [];
  let isComplete = true;
  let hasOwnIndex = false;
  const seen = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    const text = seen.size < MOST_FILES ? files.text(next) : undefined;
    seen.add(next);
    if (text === undefined) {
      isComplete = false;
      continue;
    }
    for (const raw of text.replace(/^\uFEFF/, '').replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
      const line = raw.replace(/(^|\s)#.*$/, '').replace(/\s--(?:hash|config-settings?)[=\s]\S+/g, '').trim();
      if (line === '') continue;
      const included = /^(?:-r|--requirement)(?:\s*=?\s*)(\S+)$/.exec(line)?.[1];
      const index = /^(?:-i|--index-url|--extra-index-url|-f|--find-links)(?:\s*=?\s*)(\S+)$/.exec(line)?.[1];
      const found = line.startsWith('-') ? null : parseRequirement(line);
      if (included !== undefined && !isOutside(joinPaths(folderOf(next), included))) open.push(joinPaths(folderOf(next), included));
      else if (index !== undefined) hasOwnIndex ||= !hasSameWheels(index);
      else if (found && !found.isConditional) dependencies.push(found.dependency);
      else if (!/^(?:-c|--constraint|--prefer-binary|--no-cache-dir)/.test(line)) isComplete = false;
    }
  }
  return { dependencies, isComplete, hasOwnIndex };
}

/** `[project]` dependencies of a pyproject.toml, Poetry's own table, and what a Pipfile lists under `[packages]`. */
export function projectFile(files: ContextFiles, path: string): ManifestPackages {
  const text = files.text(path);
  if (text === undefined) return NOTHING_KNOWN;
  const lines = tomlLines(text);
  if (lines.some(({ section }) => section === '*')) return NOTHING_KNOWN;
  const listed = arrayOf(lines, 'project', 'dependencies').map(parseRequirement);
  const tables = ['tool.poetry.dependencies', 'packages'].flatMap((table) => lines.filter(({ section }) => section === table).map(({ text: line }) => tableEntry(line)));
  const dependencies = [...listed.flatMap((one) => (one && !one.isConditional ? [one.dependency] : [])), ...tables.flatMap((entry) => (entry === null || entry === 'python' ? [] : [entry]))];
  const hasMore = lines.some(({ section, text: line }) => isIn(section, 'dependency-groups', 'tool.poetry.group', 'tool.poetry.dev-dependencies', 'dev-packages')
    || (section === 'project' && /^dynamic\s*=.*dependencies/.test(line)) || (section === 'tool.uv' && /^dev-dependencies/.test(line)));
  return {
    dependencies,
    isComplete: !hasMore && dependencies.length > 0 && listed.every((one) => one !== null && !one.isConditional) && tables.every((entry) => entry !== null),
    hasOwnIndex: lines.some(({ section, text: line }) => isIn(section, 'tool.uv.index', 'tool.uv.sources', 'tool.poetry.source', 'source') && /^url\s*=/.test(line) && !hasSameWheels(line.replace(/^url\s*=\s*["']?/, ''))),
  };
}

/** Strings of `key = [ … ]` in a table, over as many lines as it takes. */
function arrayOf(lines: readonly TomlLine[], table: string, key: string): readonly string[] {
  const own = lines.filter(({ section }) => section === table).map(({ text }) => text);
  const start = own.findIndex((line) => new RegExp(`^${key}\\s*=\\s*\\[`).test(line));
  if (start === -1) return [];
  const strings: string[] = [];
  for (const line of own.slice(start)) {
    const bare = line.replace(/"[^"]*"|'[^']*'/g, (quoted) => {
      strings.push(quoted.slice(1, -1));
      return '';
    });
    if (bare.replace(/#.*$/, '').includes(']')) break;
  }
  return strings;
}

/** `flask = "^2.0"`, `uvicorn = {version = "*", extras = ["standard"]}`; null for paths, git and conditions. */
function tableEntry(line: string): Dependency | 'python' | null {
  const [, name, value = ''] = /^["']?([A-Za-z0-9][\w.-]*)["']?\s*=\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || /\b(?:path|git|url|file|markers|platform|optional|python|sys_platform)\s*=/.test(value)) return null;
  if (name === 'python') return 'python';
  const extras = /extras\s*=\s*\[([^\]]*)\]/.exec(value)?.[1] ?? '';
  const version = /^["']([^"']*)["']/.exec(value)?.[1] ?? /version\s*=\s*["']([^"']*)["']/.exec(value)?.[1] ?? '';
  return {
    ecosystem: 'python', name: normalizedName(name), newest: newestVersion(version),
    extras: [...extras.matchAll(/["']([^"']+)["']/g)].map(([, extra]) => extra!.toLowerCase()),
  };
}

/** A package.json; development dependencies only where they are asked for. */
export function packageJson(files: ContextFiles, path: string, withDevelopment: boolean): ManifestPackages {
  const manifest = jsonManifest(files, path);
  if (!manifest) return NOTHING_KNOWN;
  const listed = (key: string, isDevelopment: boolean): Dependency[] => Object.entries(asObject(Object.hasOwn(manifest, key) ? manifest[key] : {})).map(
    ([name, range]) => ({ ecosystem: 'node', name, extras: [], newest: typeof range === 'string' ? newestVersion(range) : null, isDevelopment }),
  );
  return {
    dependencies: [...listed('dependencies', false), ...(withDevelopment ? listed('devDependencies', true) : [])],
    isComplete: !Object.hasOwn(manifest, 'workspaces') && listed('optionalDependencies', false).length === 0,
    hasOwnIndex: false,
  };
}
