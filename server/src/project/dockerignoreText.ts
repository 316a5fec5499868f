import type { BuildContext } from '../core/engine/projectView.ts';
import { compilePattern } from '../core/ignore/compilePattern.ts';
import { cleanPath } from '../core/ignore/cleanPath.ts';
import { createIgnoreMatcher, type IgnoreMatcher } from '../core/ignore/matcher.ts';
import { ecosystemsOf, type Ecosystem } from './ecosystems.ts';
import { shipsNodeModules, TEMPLATE, type TemplateEntry } from './ignoreTemplate.ts';

/** What the text rests on: a `BuildContext` has it all. */
export type DockerignoreInput = Pick<BuildContext, 'files' | 'copied' | 'scripts'>;

type Context = Required<DockerignoreInput>;

export interface LeftOut {
  readonly pattern: string;
  /** The end of a sentence: "the Dockerfile copies docs/guide.md". */
  readonly because: string;
}

export interface DockerignoreText {
  /** Lines end with `\n`. */
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
  readonly ecosystems: ReadonlySet<Ecosystem>;
}

/**
 * A .dockerignore for one build context: the template's sections for the ecosystems that are there, without any pattern
 * that could take away what a Dockerfile of that context copies, runs, or installs from. The text says what is missing
 * and why. A copy of the whole context names nothing, so it keeps no pattern out.
 */
export function generateDockerignore(input: DockerignoreInput): DockerignoreText {
  let made = MADE.get(input);
  if (!made) MADE.set(input, (made = writeText({ files: input.files, copied: input.copied, scripts: input.scripts ?? [] })));
  return made;
}

/** A rule asks again at every keystroke, with the same context. */
const MADE = new WeakMap<DockerignoreInput, DockerignoreText>();

function writeText(input: Context): DockerignoreText {
  const ecosystems = ecosystemsOf(input.files);
  const sections = TEMPLATE.filter(({ ecosystem }) => ecosystem === null || ecosystems.has(ecosystem));
  const needs = collectNeeds(input);
  const against = new Map<string, string>();
  // A pattern of two ecosystems has to suit both.
  for (const entry of sections.flatMap(({ entries }) => entries)) {
    const because = against.has(entry.pattern) ? null : reasonAgainst(entry, needs, input);
    if (because !== null) against.set(entry.pattern, because);
  }
  const lines = ['# What images built from this folder do not need. A pattern without **/ reaches the top folder only.'];
  const listed = new Set(against.keys());
  for (const { title, entries } of sections) {
    const kept = entries.filter(({ pattern }) => !listed.has(pattern));
    for (const { pattern } of kept) listed.add(pattern);
    if (kept.length > 0) lines.push('', `# ${title}`, ...kept.flatMap(({ pattern, exceptions }) => [pattern, ...(exceptions ?? [])]));
  }
  const leftOut = [...against].flatMap(([pattern, because]): LeftOut[] => (because === NOT_WORTH_A_WORD ? [] : [{ pattern, because }]));
  if (leftOut.length > 0) {
    lines.push('', '# Not listed, because the build may need it:', ...leftOut.map(({ pattern, because }) => `#   ${pattern} (${because})`));
  }
  return { text: `${lines.join('\n')}\n`, leftOut, ecosystems };
}

interface Needs {
  /** Named by a COPY, ADD or bind mount, wildcards resolved against the listing. */
  readonly named: readonly { readonly path: string; readonly source: string }[];
  /** Files below a named folder. */
  readonly below: readonly { readonly path: string; readonly source: string }[];
  /** A source whose first folder is a variable: it could be anything. */
  readonly unknown: string | null;
  /** Files that project metadata refers to, with the file that does. */
  readonly referenced: readonly { readonly path: string; readonly by: string }[];
  /** Files and folders of the context that a script names. */
  readonly mentioned: readonly string[];
}

/** Sources that mean the context as a whole. */
function isWide(source: string): boolean {
  return /^(?:\.|\*+)$/.test(source);
}

/** More wildcards than anybody writes; each is tried on every file. */
const MOST_WILDCARDS = 50;

function collectNeeds({ files, copied, scripts }: Context): Needs {
  // What `src/*` brings is what `src` brings.
  const sources = copied.map((source) => source.replace(/(?:\/\*+)+$/, '')).filter((source) => !isWide(source));
  const wildcards = sources.filter((source) => /[*?[\\]/.test(source));
  const named = new Map(sources.map((source) => [source, source]));
  for (const source of wildcards.slice(0, MOST_WILDCARDS)) {
    const compiled = compilePattern(source);
    if (!compiled.ok) continue;
    const start = source.slice(0, source.search(/[*?[\\]/));
    // A wildcard brings whole folders too; the test accepts their files as well.
    for (const path of files.paths) if (path.startsWith(start) && !named.has(path) && compiled.test(path)) named.set(path, source);
  }
  return {
    named: entriesOf(named),
    below: entriesOf(new Map(files.paths.flatMap((path) => namedParent(path, named)))),
    unknown: copied.find((source) => source.startsWith('$')) ?? wildcards[MOST_WILDCARDS] ?? null,
    referenced: referencedFiles(files),
    mentioned: [...new Set(scripts.flatMap((script) => script.split(/[^\p{L}\p{N}_.~*/-]+/u)))]
      .map((word) => cleanPath(word))
      .filter((path) => files.has(path) || (path !== '.' && files.hasFolder(path))),
  };
}

function entriesOf(bySource: ReadonlyMap<string, string>): { path: string; source: string }[] {
  return [...bySource].map(([path, source]) => ({ path, source }));
}

/** The file with the source that names a folder above it; nothing where none does. */
function namedParent(path: string, named: ReadonlyMap<string, string>): [string, string][] {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const source = named.get(path.slice(0, slash));
    if (source !== undefined) return [[path, source]];
  }
  return [];
}

/** Paths that pyproject.toml and setup.cfg name: a `readme` or `license` that is missing fails the install. */
function referencedFiles(files: DockerignoreInput['files']): { path: string; by: string }[] {
  return files.paths
    .filter((path) => /(?:^|\/)(?:pyproject\.toml|setup\.cfg)$/.test(path))
    .flatMap((by) => {
      const folder = by.slice(0, by.lastIndexOf('/') + 1);
      const words = new Set((files.text(by) ?? '').split(/[^\w./-]+/));
      return [...words].filter((word) => /\.(?:md|rst|txt)$/.test(word)).map((word) => ({ path: cleanPath(folder + word), by }));
    });
}

/** For what is not there: nobody needs to read why it is not listed. */
const NOT_WORTH_A_WORD = '';

/** Null where the pattern can do no harm. */
function reasonAgainst(entry: TemplateEntry, needs: Needs, { files, scripts }: Context): string | null {
  const { pattern, exceptions = [] } = entry;
  const matcher = createIgnoreMatcher([pattern, ...exceptions].join('\n'));
  const named = needs.named.find(({ path }) => matcher.ignores(path));
  if (named) return `a Dockerfile copies ${comment(named.source)}`;
  const referenced = needs.referenced.find(({ path }) => matcher.ignores(path));
  if (referenced) return `${comment(referenced.by)} refers to ${comment(referenced.path)}`;
  const tool = entry.readByTool && manifestWith(entry.readByTool, files);
  if (tool) return `tools named in ${comment(tool)} read it`;
  if (entry.neededBy && scripts.some((script) => entry.neededBy!.test(script))) return 'a RUN or CMD works with it';
  if (pattern === '**/node_modules' && shipsNodeModules(scripts)) return 'a Dockerfile runs node and installs nothing';
  const mentioned = entry.isRemade ? undefined : needs.mentioned.find((path) => matcher.ignores(path));
  if (mentioned) return `a RUN or CMD names ${comment(mentioned)}`;
  return entry.kind === 'content' ? reasonAgainstContent(entry, matcher, needs, { files, scripts }) : null;
}

function reasonAgainstContent(
  entry: TemplateEntry,
  matcher: IgnoreMatcher,
  needs: Needs,
  { files, scripts }: Pick<Context, 'files' | 'scripts'>,
): string | null {
  const below = needs.below.find(({ path }) => matcher.ignores(path));
  if (below) return `a Dockerfile copies ${comment(below.source)}, and ${comment(below.path)} is in it`;
  if (needs.unknown !== null) return `a Dockerfile copies ${comment(needs.unknown)}, which may be it`;
  const site = entry.contentOf && files.paths.find((path) => entry.contentOf!.test(path));
  if (site) return `${comment(site)} may use it`;
  // Named, though not there now: whatever makes it may run before the build.
  const name = escapeText(entry.pattern);
  if (scripts.some((script) => new RegExp(`(?:^|[^\\w.-])${name}(?:$|[^\\w.-])`).test(script))) return 'a RUN or CMD names it';
  const manifest = manifestWith(new RegExp(`(?:^|[^\\w.-])${name}/`), files);
  if (manifest) return `${comment(manifest)} names it`;
  if (!entry.madeBy || scripts.some((script) => entry.madeBy!.test(script))) return null;
  return files.hasFolder(entry.pattern) ? 'no RUN makes it anew' : NOT_WORTH_A_WORD;
}

function manifestWith(text: RegExp, files: DockerignoreInput['files']): string | undefined {
  return files.paths.find((path) => /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.cfg)$/.test(path) && text.test(files.text(path) ?? ''));
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A path inside a comment of one line: names of files can hold anything. */
function comment(path: string): string {
  const plain = path.replace(/[^\P{C}]/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}
