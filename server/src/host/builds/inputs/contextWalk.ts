import type { FileSystem } from '../../../core/engine/host.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { compilePattern } from '../../../core/ignore/compilePattern.ts';
import type { IgnoreMatcher } from '../../../core/ignore/matcher.ts';
import { PatternWalk, type FolderMatch, type WalkPattern } from '../../../core/ignore/patternWalk.ts';
import { followPaths } from '../../../project/context/followPaths.ts';
import { SizedFolder } from '../../../project/context/sizedFolder.ts';
import { relativePath } from '../../fileSystem.ts';
import { walkSizes } from '../../sizeWalk.ts';

/** Names that are read of one context. Those that no build would send are not among them. */
const LIMITS = { entries: 200_000, depth: 100 };
/** Links that lead to links: beyond, all of the context is read. */
const MOST_ROUNDS = 4;

/**
 * The files and folders of a build context that a build may send. A folder that the ignore file leaves out with all that it holds, or that
 * no source reaches, stands there empty: nobody should wait for a walk through `node_modules` that no build takes.
 * @param context absolute, with `/`
 * @param sources relative to it, clean, with wildcards
 */
export async function walkContext(
  fileSystem: FileSystem, context: string, ignore: IgnoreMatcher | null, sources: readonly string[], signal: AbortSignal,
): Promise<SizedFolder> {
  let wanted: ReadonlySet<string> | null = new Set(sources);
  for (let round = 0; wanted !== null && round < MOST_ROUNDS; round++) {
    const walk: FolderWalk = new FolderWalk(context, ignore, [...wanted]);
    const folder = await walkSizes(fileSystem, context, LIMITS, (path) => walk.skips(path), signal);
    if (walk.takesAll) return folder;
    // Links that were found on the way may lead where nobody has looked yet.
    const followed = followPaths(folder, sources);
    const more: ReadonlySet<string> | null = followed && new Set([...wanted, ...followed]);
    if (more && more.size === wanted.size) return folder;
    wanted = more;
  }
  const walk = new FolderWalk(context, ignore, null);
  return walkSizes(fileSystem, context, LIMITS, (path) => walk.skips(path), signal);
}

interface Entered {
  readonly leftOut: FolderMatch;
  /** Null where all that lies below is reached. */
  readonly reached: FolderMatch | null;
}

/** Tells on a walk from the top of a context which folders need not be read. */
class FolderWalk {
  private readonly exclude: PatternWalk;
  private readonly include: PatternWalk | null;
  private readonly entered = new Map<string, Entered>();

  /** @param wanted null for all */
  constructor(
    private readonly context: string,
    ignore: IgnoreMatcher | null,
    wanted: readonly string[] | null,
  ) {
    this.exclude = new PatternWalk((ignore?.patterns ?? []).filter(({ invalid }) => invalid === null));
    const patterns = wanted?.map(readPattern) ?? [null];
    this.include = patterns.includes(null) ? null : new PatternWalk(patterns.filter((pattern) => pattern !== null));
  }

  get takesAll(): boolean {
    return this.include === null;
  }

  /** Folders are asked after the one that they are in. */
  skips(folder: string): SizedFolder | null {
    const path = relativePath(this.context, folder);
    if (path === null || path === '.') return null;
    const slash = path.lastIndexOf('/');
    const above = slash === -1 ? { leftOut: this.exclude.top, reached: this.include && this.include.top } : this.entered.get(path.slice(0, slash));
    if (!above) return null;
    const leftOut = this.exclude.enter(path, above.leftOut);
    if (leftOut.isMatched && !this.exclude.reachesBelow(path, true)) return EMPTY;
    const reached = above.reached && this.include!.enter(path, above.reached);
    if (reached && !reached.isMatched && !this.include!.reachesBelow(path, false)) return EMPTY;
    this.entered.set(path, { leftOut, reached: reached?.isMatched ? null : reached });
    return null;
  }
}

/** Null for what is not certain to reach a part of the context only. */
function readPattern(source: string): WalkPattern | null {
  const pattern = cleanPath(source.trim());
  const compiled = pattern === '.' || pattern.startsWith('!') ? null : compilePattern(pattern);
  return compiled?.ok ? { pattern, negated: false, matchesSelf: compiled.testSelf, exact: compiled.exact } : null;
}

const EMPTY = SizedFolder.of([]);
