import type { FileSystem, FolderEntry } from '../core/engine/host.ts';
import { baseName, folderOf, joinPaths } from '../project/paths.ts';
import { CommonEntries } from './commonEntries.ts';
import { PathMap } from './pathMap.ts';

/** What an event at a path turned out to be. */
export interface TreeChange {
  /** What stands there now; null where nothing does. */
  readonly kind: FolderEntry['kind'] | null;
  /** True where the same names stand in its folder as before: at most the content of a file is another one. */
  readonly sameNames: boolean;
}

/** Entries sorted by name; null for what is no readable folder. */
type Listing = readonly FolderEntry[] | null;

/** The folders of a workspace, each listed at most once until an event says that it changed. Paths are workspace-relative. */
export class FolderTree {
  /** A promise while a folder is read, and then what it turned out to be: promises for all of twenty thousand folders take megabytes. */
  private readonly folders = new PathMap<Promise<Listing> | Listing>();
  private readonly common = new CommonEntries();

  constructor(
    private readonly disk: FileSystem,
    private readonly root: string,
  ) {}

  absolute(path: string): string {
    return path === '.' ? this.root : `${this.root.replace(/\/+$/, '')}/${path}`;
  }

  list(folder: string, signal?: AbortSignal): Promise<Listing> {
    const known = this.folders.get(folder);
    if (known !== undefined) return Promise.resolve(known);
    const listing = this.disk
      .list(this.absolute(folder), signal)
      .then((entries) => entries && entries.map((entry) => this.common.of(entry)).sort((a, b) => (a.name < b.name ? -1 : 1)));
    this.folders.set(folder, listing);
    const isCurrent = (): boolean => this.folders.get(folder) === listing;
    listing.then(
      (entries) => isCurrent() && this.folders.set(folder, entries),
      // A cancelled listing must not be remembered as the answer.
      () => isCurrent() && this.folders.delete(folder),
    );
    return listing;
  }

  /** What stands at a path, asked folder by folder so that no link is followed; null where there is nothing. */
  async kindOf(path: string, signal?: AbortSignal): Promise<FolderEntry['kind'] | null> {
    if (path === '.') return 'folder';
    let folder = '.';
    let kind: FolderEntry['kind'] | null = 'folder';
    for (const name of path.split('/')) {
      if (kind !== 'folder') return null;
      kind = entryOf(await this.list(folder, signal), name)?.kind ?? null;
      folder = joinPaths(folder, name);
    }
    return kind;
  }

  /** What stands at a path as far as it has been listed; undefined where a folder above it was not, or is a link. */
  knownKindOf(path: string): FolderEntry['kind'] | null | undefined {
    if (path === '.') return 'folder';
    let folder = '.';
    let kind: FolderEntry['kind'] | null = 'folder';
    for (const name of path.split('/')) {
      if (kind !== 'folder') return kind === 'link' ? undefined : null;
      const entries = this.folders.get(folder);
      if (!entries || entries instanceof Promise) return undefined;
      kind = entryOf(entries, name)?.kind ?? null;
      folder = joinPaths(folder, name);
    }
    return kind;
  }

  /** Lists the folders again that events at these paths may have changed, each once, and tells what stands at the paths now. */
  async changed(paths: readonly string[]): Promise<ReadonlyMap<string, TreeChange>> {
    const before = new Map<string, Promise<Listing>>();
    const listedAbove = new Map<string, string | null>();
    for (const path of paths) {
      // A folder that was never listed may be new, and then the folder above does not know of it yet.
      const above = this.folders.above(folderOf(path)).pop() ?? null;
      if (above !== null) before.set(above, this.list(above));
      listedAbove.set(path, above);
    }
    for (const folder of before.keys()) this.folders.delete(folder);
    for (const path of paths) {
      for (const folder of this.folders.below(path)) this.folders.delete(folder);
      this.folders.delete(path);
    }
    const same = new Map<string, boolean>();
    for (const [folder, listing] of before) same.set(folder, sameEntries(await listing.catch(() => null), await this.list(folder)));
    const changes = new Map<string, TreeChange>();
    for (const path of paths) {
      const above = listedAbove.get(path) ?? null;
      changes.set(path, { kind: await this.kindOf(path), sameNames: above === folderOf(path) && same.get(above) === true });
    }
    return changes;
  }

  forgetAll(): void {
    this.folders.clear();
  }
}

/** Entries are sorted, and a folder may hold thousands. */
function entryOf(entries: readonly FolderEntry[] | null, name: string): FolderEntry | undefined {
  let low = 0;
  let high = entries?.length ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries![middle]!.name < name) low = middle + 1;
    else high = middle;
  }
  return entries?.[low]?.name === name ? entries[low] : undefined;
}

function sameEntries(a: readonly FolderEntry[] | null, b: readonly FolderEntry[] | null): boolean {
  return a !== null && b !== null && a.length === b.length && a.every(({ name, kind }, at) => b[at]!.name === name && b[at]!.kind === kind);
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
