import type { BuildContext, ContextFiles } from '../../../core/engine/projectView.ts';
import type { Report } from '../../../core/engine/rule.ts';
import { createIgnoreMatcher, type IgnoreMatcher, type IgnorePattern } from '../../../core/ignore/matcher.ts';
import { applyEdits, type TextEdit } from '../../../core/text/edits.ts';
import { listed } from '../../../core/text/listing.ts';
import { contextPart } from '../contextWords.ts';
import { newlyIgnoredSource, type IgnoreScene } from './ignoreScene.ts';

/** What tools leave behind and what is secret, unwanted in every folder; gitignore would find it in all of them. */
const ANYWHERE =
  /^(?:__pycache__|\*\.py(?:\[\w+\]|[cod])|\*\.egg-info|node_modules|bower_components|\.env(?:\*|\.\*|\.local)?|\.?venv|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.tox|\.nox|\.coverage|\.DS_Store|Thumbs\.db|\*\.log|\*\.sw[op]|\*\.tmp|\*~|\.idea|\.npm|\.nyc_output|\.eslintcache|\.terraform|\.ipynb_checkpoints)$/;

/** Shows which variables there are, and holds nobody's secret: nothing is lost where it is sent. */
const EXAMPLE_OF_ENV = /^\.env[\w.-]*[._-](?:examples?|samples?|templates?|dist)$/;

/** Folders that listings name and do not enter. */
const FOLDERS: readonly string[] = ['node_modules', 'bower_components', '__pycache__', '.venv', 'venv', '.tox', '.nox', '.pytest_cache', '.mypy_cache', '.ruff_cache'];

/** Folders of a context, and lines of a file, that are looked at: more make nobody wiser. */
const MOST_FOLDERS = 20_000;
const MOST_LINES = 60;
/** More patterns than a sentence carries. */
const MOST_NAMED = 4;

interface Deeper {
  readonly pattern: IgnorePattern;
  /** One that is sent all the same, relative to the context. */
  readonly example: string;
}

/** One finding for all patterns that are meant for every folder and reach the top of the context only, where deeper ones are sent. */
export function topOnly(patterns: readonly IgnorePattern[], scene: IgnoreScene): Report | null {
  const anchored = patterns.filter(({ pattern, negated, invalid }) => !negated && invalid === null && ANYWHERE.test(pattern)).slice(0, MOST_LINES);
  if (anchored.length === 0) return null;
  const found = anchored.flatMap((pattern): Deeper[] => {
    const example = firstDeeper(pattern, scene);
    return example === null ? [] : [{ pattern, example }];
  });
  const [first] = found;
  if (!first) return null;
  return {
    messageId: 'topOnly',
    data: {
      patterns: listed(found.map(({ pattern }) => `\`${pattern.raw}\``), MOST_NAMED, 'others'),
      reach: found.length === 1 ? 'reaches' : 'reach',
      example: contextPart(first.example),
      better: `**/${first.pattern.pattern}`,
    },
    span: first.pattern.span,
    related: found.slice(1).map(({ pattern, example }) => ({ span: pattern.span, message: `${contextPart(example)} is sent.` })),
    ...reachEverywhere(found.map(({ pattern }) => pattern), scene),
  };
}

function firstDeeper({ matches }: IgnorePattern, { contexts, matcher }: IgnoreScene): string | null {
  for (const context of contexts) {
    for (const path of deeperPaths(context.files)) {
      const plain = path.endsWith('/') ? path.slice(0, -1) : path;
      const name = plain.slice(plain.lastIndexOf('/') + 1);
      if (matches(name) && !EXAMPLE_OF_ENV.test(name) && !matcher.ignores(plain) && isReached(plain, context)) return path;
    }
  }
  return null;
}

const deeper = new WeakMap<ContextFiles, readonly string[]>();

/** Files and folders (these end with `/`) below the top of a context. */
function deeperPaths(files: ContextFiles): readonly string[] {
  let paths = deeper.get(files);
  if (!paths) {
    const folders = new Set<string>();
    for (const path of files.paths) {
      for (let slash = path.lastIndexOf('/'); slash > 0 && folders.size < MOST_FOLDERS; slash = path.lastIndexOf('/', slash - 1)) {
        const folder = path.slice(0, slash);
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
    const notEntered = [...folders].flatMap((folder) => FOLDERS.map((name) => `${folder}/${name}`).filter((path) => files.hasFolder(path)));
    const inner = [...folders].filter((folder) => folder.includes('/'));
    paths = [...new Set([...notEntered, ...inner].map((folder) => `${folder}/`)), ...files.paths.filter((path) => path.includes('/'))];
    deeper.set(files, paths);
  }
  return paths;
}

/** True where a COPY brings it with a folder, and none names it. */
function isReached(path: string, { copied }: BuildContext): boolean {
  return !copied.includes(path) && copied.some((source) => source === '.' || source === '*' || path.startsWith(`${source}/`));
}

function reachEverywhere(patterns: readonly IgnorePattern[], scene: IgnoreScene): Pick<Report, 'fixes' | 'withheld'> {
  const lost = new Set<IgnorePattern>();
  for (const pattern of patterns) if (newlyIgnoredSource(scene, applyEdits(scene.text, [anchorFree(pattern)])) !== null) lost.add(pattern);
  const kept = patterns.filter((pattern) => !lost.has(pattern));
  if (kept.length === 0) return { withheld: 'A Dockerfile copies what such a line would then leave out.' };
  const lifted = exceptionsOf(kept, scene);
  return {
    fixes: [
      {
        kind: 'suggestion',
        title: `Write \`**/\` in front of ${kept.length === 1 ? 'it' : 'them'}: check that no build needs what lies deeper`,
        edits: [...kept, ...lifted].map(anchorFree),
      },
    ],
  };
}

/** Puts two stars and a slash in front, `!` kept in its place. */
function anchorFree({ span, raw, pattern, negated }: IgnorePattern): TextEdit {
  const isFolder = raw.endsWith('/');
  return { span, text: `${negated ? '!' : ''}**/${pattern}${isFolder ? '/' : ''}` };
}

/** Later `!` lines that bring back at the top what the wider lines would leave out below: `.env.*`, `!.env.example`. */
function exceptionsOf(patterns: readonly IgnorePattern[], { matcher, contexts, text }: IgnoreScene): IgnorePattern[] {
  const after: IgnoreMatcher = createIgnoreMatcher(applyEdits(text, patterns.map(anchorFree)));
  const exceptions = matcher.patterns.filter(({ negated, invalid, pattern }) => negated && invalid === null && !/\/|\*\*/.test(pattern));
  return exceptions.slice(0, MOST_LINES).filter(({ matches }) => {
    return contexts.some(({ files }) =>
      files.paths.some((path) => path.includes('/') && matches(path.slice(path.lastIndexOf('/') + 1)) && !matcher.ignores(path) && after.ignores(path)),
    );
  });
}
