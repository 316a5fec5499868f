import type { ContextFiles } from '../../core/engine/projectView.ts';
import { cleanPath } from '../../core/ignore/cleanPath.ts';
import { compilePattern } from '../../core/ignore/compilePattern.ts';
import { namesIn } from './contextPaths.ts';
import { installText } from './installText.ts';

/** What the Dockerfiles of one build context take from it and do with it: a `BuildContext` has it all. */
export interface ContextInputs {
  readonly files: ContextFiles;
  readonly copied: readonly string[];
  readonly scripts?: readonly string[];
}

export interface BuildNeeds {
  /** Named by a COPY, ADD or bind mount, wildcards resolved against the listing. */
  readonly named: readonly Needed[];
  /** Files below a named folder, with its source. */
  readonly below: ReadonlyMap<string, string>;
  /** A source whose first folder is a variable: it could be anything. */
  readonly unknown: string | null;
  /** Files that project metadata refers to, with the file that does. */
  readonly referenced: readonly { readonly path: string; readonly by: string }[];
  /** The scripts, without what need not be there before they run. */
  readonly scripts: readonly string[];
  /** Files and folders of the context that one of them names. */
  readonly mentioned: readonly string[];
  /** Every name in the paths of `named`, `referenced` and `mentioned`. */
  readonly names: ReadonlySet<string>;
}

interface Needed {
  readonly path: string;
  readonly source: string;
}

/** Sources that mean the context as a whole. */
export function isWide(source: string): boolean {
  return /^(?:\.|\*+)$/.test(source);
}

/** More wildcards than anybody writes; each is tried on every file. */
const MOST_WILDCARDS = 50;

export function collectNeeds({ files, copied, scripts = [] }: ContextInputs): BuildNeeds {
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
  const referenced = referencedFiles(files);
  const needing = scripts.map(withoutNeedless);
  const mentioned = mentionedPaths(needing, files);
  return {
    named: [...named].map(([path, source]) => ({ path, source })),
    below: new Map(files.paths.flatMap((path) => namedParent(path, named))),
    unknown: copied.find((source) => source.startsWith('$')) ?? wildcards[MOST_WILDCARDS] ?? null,
    referenced,
    scripts: needing,
    mentioned,
    names: namesIn([...named.keys(), ...referenced.map(({ path }) => path), ...mentioned]),
  };
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
function referencedFiles(files: ContextFiles): { path: string; by: string }[] {
  return files.paths
    .filter((path) => /(?:^|\/)(?:pyproject\.toml|setup\.cfg)$/.test(path))
    .flatMap((by) => {
      const folder = by.slice(0, by.lastIndexOf('/') + 1);
      const words = new Set(installText(by, files).split(/[^\w./-]+/));
      return [...words].filter((word) => /\.(?:md|rst|txt)$/.test(word)).map((word) => ({ path: cleanPath(folder + word), by }));
    });
}

/** `npm run build`, `go build`, `make docs`: these name a task and no folder. */
const TASK =
  /\b(?:npm|pnpm|yarn|bun|npx|make|nx|turbo|task|just|go|cargo|dotnet|gradlew?|mvnw?|composer|rake|vite|next|nuxt|ng|nest|hugo|poetry|uv|hatch|meson|python3?|-m)(?:["',\s]+(?:run|run-script|exec|-[\w-]+))*["',\s]+[\w:-]+(?=$|["',\s;&|)])/g;

/** A script without the names of tasks, what is removed, and what is made where it is missing: none of that need be there before. */
function withoutNeedless(script: string): string {
  return script.replace(TASK, ' ').replace(/\b(?:rm[ \t]+-\w*f\w*|mkdir[ \t]+-\w*p\w*)(?:[ \t]+[^\s;&|]+)+/g, ' ');
}

function mentionedPaths(scripts: readonly string[], files: ContextFiles): string[] {
  const words = new Set(scripts.flatMap((script) => script.split(/[^\p{L}\p{N}_.~*/-]+/u)));
  return [...words].map((word) => cleanPath(word)).filter((path) => files.has(path) || (path !== '.' && files.hasFolder(path)));
}
