import type { BuildContext, ContextFiles } from '../../../core/engine/projectView.ts';
import { compilePattern } from '../../../core/ignore/compilePattern.ts';
import type { IgnoreMatcher, IgnorePattern } from '../../../core/ignore/matcher.ts';
import type { ContextSource } from '../sources/contextSources.ts';

/** Why a source is not there for the build. */
export interface LeftOut {
  /** The line that decides. */
  readonly pattern: IgnorePattern;
  /** `missing`: the build stops with "not found". `nothing`: a wildcard without a match is no error where its folder is there, so nothing is copied. */
  readonly outcome: 'missing' | 'nothing';
}

/**
 * The line of the ignore file that leaves out every path that a source can mean, now or after something made it; null where one may
 * be sent, or where that cannot be told.
 */
export function leftOutBy({ path, isWildcard, isFiltered }: ContextSource, { ignore, files, copied }: BuildContext): LeftOut | null {
  if (!ignore || path === '.') return null;
  if (isWildcard) return isFiltered ? null : wildcardLeftOut(path, ignore.matcher, files, copied);
  const pattern = leftOutWithAll(path, ignore.matcher, files.has(path));
  return pattern && { pattern, outcome: 'missing' };
}

function wildcardLeftOut(path: string, matcher: IgnoreMatcher, files: ContextFiles, copied: readonly string[]): LeftOut | null {
  const folder = path.split('/').slice(0, firstWildSegment(path)).join('/');
  const above = folder === '' ? null : leftOutWithAll(folder, matcher, false);
  // BuildKit sends a folder only with something in it, and stops where a wildcard's folder was not sent (seen with 28.5: "lstat /dist").
  if (above) return { pattern: above, outcome: 'missing' };
  // A wildcard that stands for all of a folder may well mean to bring whatever the ignore file lets through.
  if (!files.complete || /(?:^|\/)\*+$/.test(path)) return null;
  const compiled = compilePattern(path);
  if (!compiled.ok) return null;
  const matching = files.paths.filter((file) => compiled.test(file));
  const [first] = matching;
  if (first === undefined || !matching.every((file) => matcher.ignores(file))) return null;
  const pattern = matcher.deciding(first);
  // What matches later may be brought back.
  if (!pattern || mayBringBack(matcher, -1, folder)) return null;
  const isSentOtherwise = folder === '' || copied.some((source) => source !== path && mayTouch(source, folder));
  return { pattern, outcome: isSentOtherwise ? 'nothing' : 'missing' };
}

/** True where a source may bring something of a folder. */
function mayTouch(source: string, folder: string): boolean {
  if (source === '.' || source.startsWith('$') || source === folder || source.startsWith(`${folder}/`) || folder.startsWith(`${source}/`)) return true;
  if (!/[*?[]/.test(source)) return false;
  // As many names as both have: what lies deeper could only be more.
  const depth = Math.min(source.split('/').length, folder.split('/').length);
  const compiled = compilePattern(source.split('/').slice(0, depth).join('/'));
  return !compiled.ok || compiled.test(folder);
}

function firstWildSegment(path: string): number {
  return path.split('/').findIndex((segment) => /[*?[]/.test(segment));
}

/** The pattern that leaves out a path, and no later `!` line can bring back anything below it. */
function leftOutWithAll(path: string, matcher: IgnoreMatcher, isFile: boolean): IgnorePattern | null {
  const deciding = matcher.deciding(path);
  if (!deciding || deciding.negated) return null;
  return isFile || !mayBringBack(matcher, deciding.line, path) ? deciding : null;
}

/** A `!` line, taken apart once for all sources. */
interface Exception {
  readonly line: number;
  /** What every path that it matches begins with. */
  readonly start: string;
  readonly isPlain: boolean;
  /** Names in its path; `Infinity` where two stars stand for any number of them. */
  readonly depth: number;
}

const exceptions = new WeakMap<IgnoreMatcher, readonly Exception[]>();

function exceptionsOf(matcher: IgnoreMatcher): readonly Exception[] {
  let found = exceptions.get(matcher);
  if (!found) exceptions.set(matcher, (found = matcher.patterns.flatMap((pattern) => (pattern.negated ? [exceptionOf(pattern)] : []))));
  return found;
}

function exceptionOf({ line, pattern, invalid }: IgnorePattern): Exception {
  // Nobody knows what a refused one is meant to bring back.
  if (invalid !== null) return { line, start: '', isPlain: false, depth: Infinity };
  const wild = pattern.search(/[*?[\\]/);
  const depth = pattern.includes('**') ? Infinity : pattern.split('/').length;
  return { line, start: wild === -1 ? pattern : pattern.slice(0, wild), isPlain: wild === -1, depth };
}

/** True where a `!` line below a line (-1 for all) could match something in a folder (`''` for the context), whatever is there now. */
function mayBringBack(matcher: IgnoreMatcher, below: number, folder: string): boolean {
  const inside = folder === '' ? '' : `${folder}/`;
  const depth = folder === '' ? 0 : folder.split('/').length;
  // One that is no deeper than the folder would match the folder itself, and then it had decided.
  return exceptionsOf(matcher).some((one) => one.line > below && one.depth > depth && (one.start.startsWith(inside) || (!one.isPlain && inside.startsWith(one.start))));
}
