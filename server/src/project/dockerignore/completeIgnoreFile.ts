import { appendLines } from '../../core/ignore/appendLines.ts';
import type { BuildContext } from '../../core/engine/projectView.ts';
import { createIgnoreMatcher, type IgnoreMatcher } from '../../core/ignore/matcher.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import { hitsOf } from './contextPaths.ts';
import { leftOutLines } from './generateDockerignore.ts';
import { linesOf } from './judgeEntry.ts';
import { judgeTemplate, type LeftOut } from './judgeTemplate.ts';
import { reachTest } from './reach.ts';
import type { TemplateEntry } from './template.ts';

/** What a completion rests on; with a measure it also weighs. */
export type ContextToComplete = Pick<BuildContext, 'files' | 'copied' | 'scripts' | 'measure'>;

/** A pattern that the file lacks, with what it would leave out of what builds read today: files, and folders such as node_modules. */
export interface Addition {
  readonly entry: TemplateEntry;
  /** The lines to write: the pattern, and the exceptions that bring back nothing that the file leaves out. */
  readonly lines: readonly string[];
  readonly paths: readonly string[];
}

export interface Completion {
  readonly additions: readonly Addition[];
  /** Patterns that would leave something out, and must not. */
  readonly leftOut: readonly LeftOut[];
  /** One insertion at the end of the text; null where nothing is lacking. */
  readonly edit: TextEdit | null;
}

/**
 * What an ignore file lacks for the build contexts that it serves. Every line that it has stays as it is, and none of them is
 * undone: of the patterns that match a path the last one decides, so a new one at the end could take back what a `!` line brings.
 * @param isOthers true for patterns that somebody else sees to
 */
export function completeIgnoreFile(contexts: readonly ContextToComplete[], text: string, isOthers: (pattern: string) => boolean = () => false): Completion {
  const matcher = createIgnoreMatcher(text);
  const comments = commentedOut(text);
  const additions = new Map<string, Addition>();
  const leftOut = new Map<string, string>();
  for (const context of contexts) {
    const { sections, leftOut: unfit } = judgeTemplate(context);
    const reaches = reachTest(context.copied);
    const sentOf = (lines: readonly string[]): string[] => hitsOf(lines, context.files).filter((path) => reaches(path) && isSent(path, context, matcher));
    for (const { pattern, because, isTaste } of unfit) if (!isTaste && !isOthers(pattern) && sentOf([pattern]).length > 0) leftOut.set(pattern, because);
    for (const entry of sections.flatMap(({ entries }) => entries)) {
      const paths = isOthers(entry.pattern) ? [] : sentOf(linesOf(entry));
      if (paths.length === 0 || (entry.isTaste && !isHeavy(entry, context, text, matcher))) continue;
      const because = comments.has(entry.pattern) ? 'a comment of the file holds it' : undoneLine(entry, paths, matcher);
      if (because !== null) leftOut.set(entry.pattern, because);
      else additions.set(entry.pattern, { entry, lines: linesFor(entry, matcher), paths: [...(additions.get(entry.pattern)?.paths ?? []), ...paths] });
    }
  }
  // Several contexts may share one file: what one of them needs, none may leave out.
  for (const pattern of leftOut.keys()) additions.delete(pattern);
  const told = [...leftOut].map(([pattern, because]) => ({ pattern, because }));
  const wanted = [...additions.values()];
  return { additions: wanted, leftOut: told, edit: wanted.length > 0 ? appendBlock(text, wanted, told.filter(({ pattern }) => !comments.has(pattern))) : null };
}

/** A folder that was not entered stands for what is in it: `.git/*` leaves all of that out. */
function isSent(path: string, { files }: ContextToComplete, { ignores }: IgnoreMatcher): boolean {
  return !ignores(path) && (files.has(path) || !ignores(`${path}/any`));
}

/** In bytes. */
const HEAVY = 1_000_000;

/** Owners of a file have decided about their tests and documents; megabytes they may have missed. */
function isHeavy(entry: TemplateEntry, { measure, copied }: ContextToComplete, text: string, matcher: IgnoreMatcher): boolean {
  if (!measure) return false;
  const then = createIgnoreMatcher(`${text}\n${linesOf(entry).join('\n')}`);
  return measure.sent(copied, matcher).bytes - measure.sent(copied, then).bytes >= HEAVY;
}

/** Files; a list of fewer that are no secret, with no folder of packages or build output among them, is worth nobody's commit. */
const MANY = 100;

/** False where all that is lacking are a few small files, such as a Dockerfile. */
export function isWorthCompleting(additions: readonly Addition[]): boolean {
  return additions.some(({ entry, paths }) => entry.isBulk || entry.isSecret || entry.isTaste || paths.length >= MANY);
}

function appendBlock(text: string, additions: readonly Addition[], leftOut: readonly LeftOut[]): TextEdit {
  const lines = ['# What the build does not need either.', ...additions.flatMap(({ lines: own }) => own), ...(leftOut.length > 0 ? leftOutLines(leftOut) : [])];
  return appendLines(text, lines, { gap: true });
}

function linesFor(entry: TemplateEntry, matcher: IgnoreMatcher): readonly string[] {
  return linesOf(entry).filter((line) => !line.startsWith('!') || !samplesOf(line.slice(1)).some((path) => matcher.ignores(path)));
}

/** Patterns that somebody commented out, or that we said are not listed: that was a decision. */
function commentedOut(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) continue;
    const comment = line.slice(1).trim();
    const pattern = /^(\S+)(?: \(.*\))?$/.exec(comment)?.[1];
    if (pattern === undefined) continue;
    const name = pattern.replace(/^(?:\*\*)?\//, '').replace(/\/+$/, '');
    found.add(pattern).add(name).add(`**/${name}`);
  }
  return found;
}

/**
 * Why a new last line would undo an older one; null where it would not. What a `!` line names stays; waste in a folder that one
 * brings back (`!src`, and `src/__pycache__`) is still waste.
 */
function undoneLine(entry: TemplateEntry, paths: readonly string[], matcher: IgnoreMatcher): string | null {
  const own = createIgnoreMatcher(linesOf(entry).join('\n'));
  const named = matcher.patterns.find(({ negated, invalid, pattern }) => negated && invalid === null && samplesOf(pattern).some((path) => own.ignores(path)));
  const broughtBack = entry.kind === 'content' ? paths.map((path) => matcher.deciding(path)).find((deciding) => deciding?.negated) : undefined;
  const line = named ?? broughtBack;
  return line ? `the line ${line.raw.slice(0, 80)} brings it back` : null;
}

/** Paths that a pattern stands for. */
function samplesOf(pattern: string): string[] {
  const fill = (folders: string): string => pattern.replace(/\*\*\//g, folders).replace(/\*+/g, 'x').replace(/\?/g, 'x');
  return [...new Set([fill(''), fill('x/')])];
}
