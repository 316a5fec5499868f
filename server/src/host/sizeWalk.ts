import type { FileSystem, SizedListing } from '../core/engine/host.ts';
import { SizedFolder } from '../project/context/sizedFolder.ts';

export interface SizeLimits {
  /** Names in all folders together; what is beyond is not counted. */
  readonly entries: number;
  /** Folders inside one another. */
  readonly depth: number;
}

/** Folders that are listed at a time: enough to keep a disk busy, few enough to keep the server answering. */
const AT_ONCE = 16;

/** A folder whose own folders are still to be read. */
class Draft {
  readonly drafts = new Map<string, Draft>();
  readonly known = new Map<string, SizedFolder>();
  own: SizedFolder = UNREAD;

  constructor(
    readonly path: string,
    readonly depth: number,
  ) {}

  /** Children were begun after their parents, so that all of them are finished before. */
  finished(children: ReadonlyMap<Draft, SizedFolder>): SizedFolder {
    const folders = new Map(this.known);
    for (const [name, draft] of this.drafts) folders.set(name, children.get(draft)!);
    return this.own.withFolders(folders);
  }
}

const UNREAD = SizedFolder.of([], undefined, false);

/**
 * Reads the sizes of everything below a folder, breadth first: what is near the top is found before a limit stops the walk. Links are
 * not followed. What cannot be read, or lies beyond a limit, makes the folder incomplete.
 * @param folder absolute
 * @param known tells folders below that need not be read again, by absolute path
 * @throws the signal's reason
 */
export async function walkSizes(
  disk: FileSystem,
  folder: string,
  limits: SizeLimits,
  known: (path: string) => SizedFolder | null,
  signal?: AbortSignal,
): Promise<SizedFolder> {
  const top = new Draft(folder, 0);
  const drafts = [top];
  let next = 0;
  let left = limits.entries;

  const take = (draft: Draft, { entries, complete }: SizedListing): void => {
    const taken = entries.slice(0, left);
    left -= taken.length;
    const folders = taken.filter(({ kind }) => kind === 'folder');
    const isTooDeep = draft.depth >= limits.depth && folders.length > 0;
    draft.own = SizedFolder.of(taken, undefined, complete && taken.length === entries.length && !isTooDeep);
    if (isTooDeep) return;
    for (const { name } of folders) {
      const path = `${draft.path === '/' ? '' : draft.path}/${name}`;
      const there = known(path);
      if (there) {
        left = Math.max(0, left - there.entries);
        draft.known.set(name, there);
        continue;
      }
      const below = new Draft(path, draft.depth + 1);
      draft.drafts.set(name, below);
      drafts.push(below);
    }
  };
  const work = async (): Promise<void> => {
    while (next < drafts.length) {
      const draft = drafts[next++]!;
      const listing = left > 0 ? await disk.sizes!(draft.path, left, signal) : null;
      if (listing) take(draft, listing);
    }
  };
  // One that finds nothing to do ends, though others may find more: so again, until nothing is left.
  while (next < drafts.length) await Promise.all(Array.from({ length: Math.min(AT_ONCE, drafts.length - next) }, work));
  return assemble(drafts);
}

function assemble(drafts: readonly Draft[]): SizedFolder {
  const finished = new Map<Draft, SizedFolder>();
  for (let i = drafts.length - 1; i >= 0; i--) finished.set(drafts[i]!, drafts[i]!.finished(finished));
  return finished.get(drafts[0]!)!;
}
