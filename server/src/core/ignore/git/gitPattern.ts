import { compileGlob } from './glob.ts';
import { compileParts, matchesParts } from './pathParts.ts';

/** One line of a .gitignore file that holds a pattern (gitignore(5)). */
export interface GitPattern {
  /** True for `!pattern`: what it matches is not ignored. */
  readonly negated: boolean;
  /** @param names of the path, relative to the folder of the file: split once for all patterns */
  matches(names: readonly string[], isFolder: boolean): boolean;
}

type NamesTest = (names: readonly string[]) => boolean;

/** Longer lines are no pattern that a person wrote. */
const LONGEST = 4_096;

/** Reads a .gitignore file as git does (`dir.c`, `add_patterns_from_buffer` and `parse_path_pattern`), in the order of its lines; never throws. */
export function readGitPatterns(text: string): readonly GitPattern[] {
  return text.replace(/^\uFEFF/, '').split('\n').flatMap((line) => readLine(line.replace(/\r$/, '')) ?? []);
}

function readLine(line: string): GitPattern | null {
  if (line === '' || line.startsWith('#') || line.length > LONGEST) return null;
  let pattern = withoutTrailingSpaces(line);
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const isFoldersOnly = pattern.endsWith('/');
  if (isFoldersOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return null;
  const test = pattern.includes('/') ? anchored(pattern.replace(/^\//, '')) : named(pattern);
  return { negated, matches: (names, isFolder) => (isFolder || !isFoldersOnly) && test(names) };
}

/** Spaces at the end do not count, unless a backslash stands before them. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  let slashes = 0;
  while (slashes < end && line[end - 1 - slashes] === '\\') slashes++;
  return end < line.length && slashes % 2 === 1 ? line.slice(0, end + 1) : line.slice(0, end);
}

/** A pattern without a slash is about names, wherever they are. */
function named(pattern: string): NamesTest {
  const test = compileGlob(pattern);
  return (names) => test(names[names.length - 1] ?? '');
}

/**
 * A pattern with a slash is about paths from the folder of the file; `**` between slashes stands for any number of folders. In git they do so
 * directly behind a plain word as well, because it has cut that off before it looks: nobody writes that, and here they are any text then.
 */
function anchored(pattern: string): NamesTest {
  const parts = compileParts(pattern, (part) => /^\*{2,}$/.test(part));
  return (names) => matchesParts(parts, names);
}
