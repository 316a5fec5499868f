import type { FileSystem } from '../core/engine/host.ts';
import { SizedFolder } from '../project/context/sizedFolder.ts';
import { baseName, folderOf, joinPaths } from '../project/paths.ts';
import { walkSizes, type SizeLimits } from './sizeWalk.ts';

/**
 * A walked folder after some paths in it were created, changed or deleted: reads the folders that hold them, and what is new there.
 * @param top absolute
 * @param changed relative to `top`, clean
 * @throws the signal's reason
 */
export async function refreshSizes(
  disk: FileSystem,
  top: string,
  folder: SizedFolder,
  changed: readonly string[],
  limits: SizeLimits,
  signal?: AbortSignal,
): Promise<SizedFolder> {
  let refreshed = folder;
  for (const [place, names] of groupByFolder(folder, changed)) refreshed = await new Refresh(disk, top, limits, signal).list(refreshed, place, names);
  return refreshed;
}

/** Changed names by the folder to be listed for them: of a folder that nobody knew, the one above that was known. Outer folders come first. */
function groupByFolder(top: SizedFolder, changed: readonly string[]): [string, Set<string>][] {
  const groups = new Map<string, Set<string>>();
  for (const path of changed) {
    let name = path;
    while (folderOf(name) !== '.' && !top.folderAt(folderOf(name))) name = folderOf(name);
    const place = folderOf(name);
    groups.set(place, (groups.get(place) ?? new Set()).add(baseName(name)));
  }
  return [...groups].sort(([a], [b]) => a.length - b.length);
}

class Refresh {
  constructor(
    private readonly disk: FileSystem,
    private readonly top: string,
    private readonly limits: SizeLimits,
    private readonly signal?: AbortSignal,
  ) {}

  async list(root: SizedFolder, place: string, changed: ReadonlySet<string>): Promise<SizedFolder> {
    const before = root.folderAt(place);
    // Gone with a folder above that was listed first.
    if (!before) return root;
    const listing = await this.disk.sizes!(joinPaths(this.top, place), this.limits.entries, this.signal);
    if (!listing) {
      if (place === '.') return SizedFolder.of([], undefined, false);
      return this.list(root, folderOf(place), new Set([baseName(place)]));
    }
    const folders = new Map<string, SizedFolder>();
    for (const { name, kind } of listing.entries) {
      if (kind !== 'folder') continue;
      const known = changed.has(name) ? undefined : before.folders.get(name);
      folders.set(name, known ?? (await walkSizes(this.disk, joinPaths(this.top, joinPaths(place, name)), this.limits, () => null, this.signal)));
    }
    return replaced(root, place, SizedFolder.of(listing.entries, folders, listing.complete));
  }
}

/** The same tree with another folder at `place`. */
function replaced(root: SizedFolder, place: string, folder: SizedFolder): SizedFolder {
  if (place === '.') return folder;
  const [name, ...below] = place.split('/') as [string, ...string[]];
  const child = root.folders.get(name);
  if (!child) return root;
  return root.withFolders(new Map(root.folders).set(name, replaced(child, below.join('/') || '.', folder)));
}
