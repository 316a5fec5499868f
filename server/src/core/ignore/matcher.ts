import { cleanPath } from './cleanPath.ts';
import { parseIgnoreFile, type IgnorePattern } from './parseIgnoreFile.ts';
import { PatternWalk, type FolderMatch } from './patternWalk.ts';

export { parseIgnoreFile, type IgnorePattern } from './parseIgnoreFile.ts';

/** Tells which paths of a build context a .dockerignore file leaves out. */
export interface IgnoreMatcher {
  /**
   * `path` is relative to the context, with `/`. True where a build does not get the file: it, or a parent folder that no later
   * `!` line brings back, is left out.
   */
  ignores(path: string): boolean;
  /** The pattern that decides about `path`, whether it leaves the path out or brings it back; null where none applies. */
  deciding(path: string): IgnorePattern | null;
  /** Every pattern of the file in order, refused ones included. */
  readonly patterns: readonly IgnorePattern[];
  /** The file as it was read: edits of it are made for this text. */
  readonly text: string;
}

/**
 * Builds the matcher of one .dockerignore text. BuildKit lists a context by walking it (`PatternWalk`), and then opens what it has
 * listed only where moby/patternmatcher's `MatchesOrParentMatches` lets it: of the patterns that match the path or a parent the
 * last one decides. The two differ for some files with exceptions; a path that either leaves out has no content in the build.
 * The context itself (`.`) is never left out. Refused patterns fail a real build; here they are skipped.
 */
export function createIgnoreMatcher(text: string): IgnoreMatcher {
  const patterns = parseIgnoreFile(text);
  const lastMatch = createLastMatch(patterns);
  const walk = new ListedPaths(new PatternWalk(patterns.filter(({ invalid }) => invalid === null)));
  const isRefused = (path: string): boolean => {
    const last = patterns[lastMatch(path)];
    return last !== undefined && !last.negated;
  };
  const ignores = (path: string): boolean => isRefused(path) || !walk.isListed(path);
  return {
    text,
    patterns,
    ignores: (path) => {
      const clean = cleanPath(path);
      return clean !== '.' && ignores(clean);
    },
    deciding: (path) => {
      const clean = cleanPath(path);
      if (clean === '.') return null;
      const last = patterns[lastMatch(clean)] ?? null;
      const ignored = ignores(clean);
      if (last === null || last.negated !== ignored) return last;
      return patterns.findLast((pattern) => pattern.negated !== ignored && pattern.matches(clean)) ?? null;
    },
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

/** Folders that are remembered between two questions, and the deepest path that is walked: Linux knows no path of more than 4,096 bytes. */
const MOST_FOLDERS = 2_000;
const MOST_DEPTH = 256;

/** Answers for single paths what a walk finds. Only exceptions make a difference: without any, every path is listed that is not refused. */
class ListedPaths {
  /** Null for a folder that is not entered. */
  private readonly folders = new Map<string, FolderMatch | null>();

  constructor(private readonly walk: PatternWalk) {}

  isListed(path: string): boolean {
    if (!this.walk.hasExceptions || path.split('/', MOST_DEPTH + 1).length > MOST_DEPTH) return true;
    let folder: FolderMatch | null = this.walk.top;
    for (let slash = path.indexOf('/', 1); slash !== -1 && folder; slash = path.indexOf('/', slash + 1)) {
      folder = this.enter(path.slice(0, slash), folder);
    }
    return folder !== null && !this.walk.matches(path, folder);
  }

  private enter(path: string, parent: FolderMatch): FolderMatch | null {
    const known = this.folders.get(path);
    if (known !== undefined) return known;
    const match = this.walk.enter(path, parent);
    const entered = match.isMatched && !this.walk.reachesBelow(path, true) ? null : match;
    if (this.folders.size >= MOST_FOLDERS) this.folders.clear();
    this.folders.set(path, entered);
    return entered;
  }
}
