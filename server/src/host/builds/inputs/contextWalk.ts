import type { FileSystem } from '../../../core/engine/host.ts';
import type { IgnoreMatcher } from '../../../core/ignore/matcher.ts';
import { PatternWalk, type FolderMatch } from '../../../core/ignore/patternWalk.ts';
import { SizedFolder } from '../../../project/context/sizedFolder.ts';
import { relativePath } from '../../fileSystem.ts';
import { walkSizes } from '../../sizeWalk.ts';

/** Names that are read of one context. Those that an ignore file leaves out are not among them. */
const LIMITS = { entries: 200_000, depth: 100 };

/**
 * The files and folders of a build context. A folder that the ignore file leaves out with all that it holds stands there empty: nobody
 * should wait for a walk through `node_modules` that no build sends.
 * @param context absolute, with `/`
 */
export async function walkContext(
  fileSystem: FileSystem, context: string, ignore: IgnoreMatcher | null, signal: AbortSignal,
): Promise<SizedFolder> {
  const patterns = new PatternWalk((ignore?.patterns ?? []).filter(({ invalid }) => invalid === null));
  const entered = new Map<string, FolderMatch>();
  const leftOut = (folder: string): SizedFolder | null => {
    const path = ignore === null ? null : relativePath(context, folder);
    if (path === null) return null;
    // Folders are asked after the one that they are in.
    const slash = path.lastIndexOf('/');
    const above = slash === -1 ? patterns.top : entered.get(path.slice(0, slash));
    if (!above) return null;
    const match = patterns.enter(path, above);
    entered.set(path, match);
    return match.isMatched && !patterns.reachesBelow(path, true) ? EMPTY : null;
  };
  return walkSizes(fileSystem, context, LIMITS, leftOut, signal);
}

const EMPTY = SizedFolder.of([]);
