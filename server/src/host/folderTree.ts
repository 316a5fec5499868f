import type { FileSystem, FolderEntry } from '../core/engine/host.ts';
import { baseName, folderOf, joinPaths } from '../project/paths.ts';

/** The folders of a workspace, each listed at most once until an event says that it changed. Paths are workspace-relative. */
export class FolderTree {
  private readonly folders = new Map<string, Promise<readonly FolderEntry[] | null>>();

  constructor(
    private readonly disk: FileSystem,
    private readonly root: string,
  ) {}

  absolute(path: string): string {
    return path === '.' ? this.root : `${this.root.replace(/\/+$/, '')}/${path}`;
  }

  /** Entries sorted by name; null for what is no readable folder. */
  list(folder: string, signal?: AbortSignal): Promise<readonly FolderEntry[] | null> {
    const known = this.folders.get(folder);
    if (known) return known;
    const listing = this.disk
      .list(this.absolute(folder), signal)
      .then((entries) => entries && [...entries].sort((a, b) => (a.name < b.name ? -1 : 1)));
    this.folders.set(folder, listing);
    // A cancelled listing must not be remembered as the answer.
    listing.catch(() => this.folders.get(folder) === listing && this.folders.delete(folder));
    return listing;
  }

  /** What stands at a path, asked folder by folder so that no link is followed; null where there is nothing. */
  async kindOf(path: string, signal?: AbortSignal): Promise<FolderEntry['kind'] | null> {
    if (path === '.') return 'folder';
    let folder = '.';
    let kind: FolderEntry['kind'] | null = 'folder';
    for (const name of path.split('/')) {
      if (kind !== 'folder') return null;
      kind = (await this.list(folder, signal))?.find((entry) => entry.name === name)?.kind ?? null;
      folder = joinPaths(folder, name);
    }
    return kind;
  }

  /**
   * Forgets what an event at `path` may have changed: its folder's listing, and everything below it. A folder that was
   * never listed may be new, and then the folder above does not know of it yet.
   */
  forget(path: string): void {
    for (let folder = path; folder !== '.'; ) {
      folder = folderOf(folder);
      if (this.folders.delete(folder)) break;
    }
    for (const folder of this.folders.keys()) if (folder === path || folder.startsWith(`${path}/`)) this.folders.delete(folder);
  }

  forgetAll(): void {
    this.folders.clear();
  }
}

export interface WalkLimits {
  readonly entries: number;
  readonly depth: number;
  /** Folders by these names are reported, not entered. */
  readonly skip: ReadonlySet<string>;
}

export interface Walk {
  readonly files: readonly string[];
  readonly links: readonly string[];
  readonly folders: readonly string[];
  /** False where a limit stopped it, or a folder could not be read. */
  readonly complete: boolean;
}

/** Folders that are listed at a time: enough to keep a disk busy, few enough to keep the server answering. */
const AT_ONCE = 8;

/** Every path below `start`, workspace-relative, breadth first: what is near the top is found before a limit stops the walk. */
export async function walk(tree: FolderTree, start: string, limits: WalkLimits, signal?: AbortSignal): Promise<Walk> {
  const files: string[] = [];
  const links: string[] = [];
  const folders: string[] = [];
  let complete = true;
  let level: string[] = [start];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) return { files, links, folders, complete: false };
    const next: string[] = [];
    for (let at = 0; at < level.length; at += AT_ONCE) {
      signal?.throwIfAborted();
      const group = level.slice(at, at + AT_ONCE);
      const listings = await Promise.all(group.map((folder) => tree.list(folder, signal)));
      for (const [index, entries] of listings.entries()) {
        if (entries === null) complete = false;
        for (const { name, kind } of entries ?? []) {
          if (files.length + links.length + folders.length >= limits.entries) return { files, links, folders, complete: false };
          const path = group[index] === '.' ? name : `${group[index]}/${name}`;
          if (kind === 'file') files.push(path);
          else if (kind === 'link') links.push(path);
          else if (kind === 'folder') {
            folders.push(path);
            if (!limits.skip.has(baseName(path))) next.push(path);
          }
        }
      }
    }
    level = next;
  }
  return { files, links, folders, complete };
}
