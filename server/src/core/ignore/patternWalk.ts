import type { PathTest } from './compilePattern.ts';

/** One pattern of a list that a walk down a folder tree asks; `IgnorePattern` has it all. */
export interface WalkPattern {
  /** Cleaned, without `!`. */
  readonly pattern: string;
  readonly negated: boolean;
  readonly matchesSelf: PathTest;
  /** The one path that it matches, where there is just one. */
  readonly exact: string | null;
}

/** What a walk knows of a folder: its files and folders are asked with it. */
export interface FolderMatch {
  readonly isMatched: boolean;
  /** 1 for each pattern that matched the folder or one above; null where none did. */
  readonly byPattern: Uint8Array | null;
}

/**
 * Matches paths as BuildKit does while it walks down a build context (tonistiigi/fsutil, filter.go, by moby/patternmatcher's
 * `MatchesUsingParentResults`). That differs from asking for each path alone (`MatchesOrParentMatches`): a pattern that could
 * change nothing about a folder is not tried on it, and what lies below does not inherit it. After `a/b` a line `!a` brings
 * `a/b` back for the latter only, and builds leave it out.
 */
export class PatternWalk {
  /** The context itself, which no pattern matches. */
  readonly top: FolderMatch = { isMatched: false, byPattern: null };
  readonly hasExceptions: boolean;
  private readonly matchedWhole: FolderMatch = { isMatched: true, byPattern: null };
  /** Files made by tools can list thousands of plain paths: those are looked up, not tried one by one. */
  private readonly exact: ReadonlySet<string | null>;
  private readonly wild: readonly WalkPattern[];
  private readonly plain: Reach;
  private readonly exceptions: Reach;

  /** @param patterns valid ones only */
  constructor(private readonly patterns: readonly WalkPattern[]) {
    this.hasExceptions = patterns.some(({ negated }) => negated);
    this.exact = new Set(patterns.map(({ exact }) => exact));
    this.wild = patterns.filter(({ exact }) => exact === null);
    this.plain = reachOf(patterns.filter(({ negated }) => !negated));
    this.exceptions = reachOf(patterns.filter(({ negated }) => negated));
  }

  /** True where the path is matched and no later pattern takes it out again. @param parent the folder it lies in */
  matches(path: string, parent: FolderMatch): boolean {
    if (this.hasExceptions) return this.tryAll(path, parent.byPattern, null);
    return parent.isMatched || this.exact.has(path) || this.wild.some((pattern) => pattern.matchesSelf(path));
  }

  enter(path: string, parent: FolderMatch): FolderMatch {
    if (!this.hasExceptions) return this.matches(path, parent) ? this.matchedWhole : this.top;
    const byPattern = new Uint8Array(this.patterns.length);
    const isMatched = this.tryAll(path, parent.byPattern, byPattern);
    return byPattern.includes(1) ? { isMatched, byPattern } : this.top;
  }

  /**
   * False where BuildKit does not look below a folder: plain patterns of the other kind do not lead there.
   * @param negated asks for exceptions, which could bring back what lies in a matched folder; else for the other patterns
   */
  reachesBelow(folder: string, negated: boolean): boolean {
    const { isAnywhere, starts } = negated ? this.exceptions : this.plain;
    return isAnywhere || starts.some((start) => start.startsWith(`${folder}/`));
  }

  private tryAll(path: string, above: Uint8Array | null, found: Uint8Array | null): boolean {
    let isMatched = false;
    for (let i = 0; i < this.patterns.length; i++) {
      const { negated, matchesSelf } = this.patterns[i]!;
      const isInherited = above !== null && above[i] === 1;
      // One that would change nothing is not tried, and so not inherited either.
      if (!isInherited && (negated !== isMatched || !matchesSelf(path))) continue;
      if (found) found[i] = 1;
      isMatched = !negated;
    }
    return isMatched;
  }
}

/** Where patterns may match: anywhere if one has a wildcard, else in the folders that they begin with. */
interface Reach {
  readonly isAnywhere: boolean;
  /** With a slash at the end. */
  readonly starts: readonly string[];
}

function reachOf(patterns: readonly WalkPattern[]): Reach {
  const starts = patterns.map(({ pattern }) => withoutTrailingGlob(pattern));
  return { isAnywhere: starts.some((start) => WILDCARD.test(start)), starts: starts.map((start) => `${start}/`) };
}

/** What fsutil takes for a pattern that is more than a path. */
const WILDCARD = /[*[\]?^\\]/;

function withoutTrailingGlob(pattern: string): string {
  const start = pattern.endsWith('/**') ? pattern.slice(0, -3) : pattern;
  return start.endsWith('/*') ? start.slice(0, -2) : start;
}
