import { cleanPath } from '../../core/ignore/cleanPath.ts';
import { compilePattern } from '../../core/ignore/compilePattern.ts';
import type { IgnoreMatcher } from '../../core/ignore/matcher.ts';
import { PatternWalk, type FolderMatch, type WalkPattern } from '../../core/ignore/patternWalk.ts';
import { followPaths } from './followPaths.ts';
import type { SizedFolder } from './sizedFolder.ts';

/** How much of a folder is reached by sources, or left out by an ignore file: all or nothing below, else as matches tell. */
export type Reached = 'all' | FolderMatch;
export type LeftOut = 'all' | 'none' | FolderMatch;

export interface FolderState {
  readonly reached: Reached;
  readonly leftOut: LeftOut;
}

/** What becomes of a file: `empty` is listed for the builder, which then gets no content of it. */
export type Fate = 'sent' | 'empty' | 'ignored' | 'unreached';

/**
 * Decides, on a walk from the top of a context, what a build sends: what the sources reach, without what the ignore file leaves out
 * (tonistiigi/fsutil, filter.go: FollowPaths become include patterns, the ignore file exclude patterns).
 */
export class SendFilter {
  readonly top: FolderState;
  private readonly include: PatternWalk | null;
  private readonly exclude: PatternWalk;

  constructor(
    context: SizedFolder,
    sources: readonly string[],
    private readonly ignore: IgnoreMatcher | null,
  ) {
    const followed = followPaths(context, sources);
    this.include = followed && new PatternWalk(followed.flatMap(readInclude));
    this.exclude = new PatternWalk((ignore?.patterns ?? []).filter(({ invalid }) => invalid === null));
    this.top = { reached: this.include ? this.include.top : 'all', leftOut: ignore && ignore.patterns.length > 0 ? this.exclude.top : 'none' };
  }

  fateOf(path: string, { reached, leftOut }: FolderState): Fate {
    if (reached !== 'all' && !this.include!.matches(path, reached)) return 'unreached';
    if (leftOut === 'none') return 'sent';
    if (leftOut === 'all' || this.exclude.matches(path, leftOut)) return 'ignored';
    // What was listed is opened only if the last pattern that matches lets it: another one may have matched a folder above.
    return leftOut.byPattern !== null && this.ignore!.ignores(path) ? 'empty' : 'sent';
  }

  /** The state below a folder; null where nothing there is reached. */
  enter(path: string, { reached, leftOut }: FolderState): FolderState | null {
    const below = this.reachedBelow(path, reached);
    return below && { reached: below, leftOut: this.leftOutBelow(path, leftOut) };
  }

  private reachedBelow(path: string, reached: Reached): Reached | null {
    if (reached === 'all') return 'all';
    const match = this.include!.enter(path, reached);
    if (match.isMatched) return this.include!.hasExceptions ? match : 'all';
    return this.include!.reachesBelow(path, false) ? match : null;
  }

  private leftOutBelow(path: string, leftOut: LeftOut): LeftOut {
    if (leftOut === 'all' || leftOut === 'none') return leftOut;
    const match = this.exclude.enter(path, leftOut);
    return match.isMatched && !this.exclude.reachesBelow(path, true) ? 'all' : match;
  }
}

/** As `patternmatcher.New` reads a path; one that it refuses fails the build. */
function readInclude(path: string): WalkPattern[] {
  const clean = cleanPath(path.trim());
  const negated = clean.startsWith('!');
  const pattern = negated ? clean.slice(1) : clean;
  const compiled = compilePattern(pattern);
  return pattern === '' || !compiled.ok ? [] : [{ pattern, negated, matchesSelf: compiled.testSelf, exact: compiled.exact }];
}
