import { cleanPath } from './cleanPath.ts';
import { parseIgnoreFile, type IgnorePattern } from './parseIgnoreFile.ts';

export { parseIgnoreFile, type IgnorePattern } from './parseIgnoreFile.ts';

/** Tells which paths of a build context a .dockerignore file leaves out. */
export interface IgnoreMatcher {
  /** `path` is relative to the context, with `/`. True where the file, or a parent folder that no later `!` line brings back, is left out. */
  ignores(path: string): boolean;
  /** The pattern that decides about `path`, whether it leaves the path out or brings it back; null where none applies. */
  deciding(path: string): IgnorePattern | null;
  /** Every pattern of the file in order, refused ones included. */
  readonly patterns: readonly IgnorePattern[];
  /** The file as it was read: what edits of it are made for. */
  readonly text: string;
}

/**
 * Builds the matcher of one .dockerignore text, with the results of moby/patternmatcher's `MatchesOrParentMatches`:
 * of the patterns that match the path or one of its parents the last one decides. The context itself (`.`) is never left
 * out. Refused patterns fail a real build; here they are skipped.
 */
export function createIgnoreMatcher(text: string): IgnoreMatcher {
  const patterns = parseIgnoreFile(text);
  const lastMatch = createLastMatch(patterns);
  const decidingIndex = (path: string): number => {
    const clean = cleanPath(path);
    return clean === '.' ? -1 : lastMatch(clean);
  };
  return {
    text,
    patterns,
    ignores: (path) => {
      const deciding = patterns[decidingIndex(path)];
      return deciding !== undefined && !deciding.negated;
    },
    deciding: (path) => patterns[decidingIndex(path)] ?? null,
  };
}

/** Finds the last pattern that matches a path or one of its parents; -1 where none does. */
function createLastMatch(patterns: readonly IgnorePattern[]): (path: string) => number {
  // Files made by tools can list thousands of plain paths: those are looked up, not tried one by one.
  const exact = new Map<string, number>();
  const wild: number[] = [];
  patterns.forEach((pattern, index) => {
    if (pattern.invalid !== null) return;
    if (pattern.exact !== null) exact.set(pattern.exact, index);
    else wild.push(index);
  });
  return (path) => {
    let best = exact.get(path) ?? -1;
    if (exact.size > 0) {
      for (let slash = path.indexOf('/', 1); slash !== -1; slash = path.indexOf('/', slash + 1)) {
        best = Math.max(best, exact.get(path.slice(0, slash)) ?? -1);
      }
    }
    for (let i = wild.length - 1; i >= 0 && wild[i]! > best; i--) {
      if (patterns[wild[i]!]!.matches(path)) best = wild[i]!;
    }
    return best;
  };
}
