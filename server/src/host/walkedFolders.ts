import type { SizedFolder } from '../project/context/sizedFolder.ts';

/** A folder that was walked. */
export interface Walked {
  readonly folder: SizedFolder;
  readonly since: number;
  /** Paths below, that something happened to since. */
  readonly changed: Set<string>;
}

/** Walked folders by absolute path, those first that nobody asked for the longest time. A workspace may have ten thousand contexts: none is looked for by trying all. */
export class WalkedFolders {
  private readonly walked = new Map<string, Walked>();
  /** How many of them lie below a folder. */
  private readonly below = new Map<string, number>();
  /** Names in all of them together. */
  entries = 0;

  get size(): number {
    return this.walked.size;
  }

  get(path: string): Walked | undefined {
    return this.walked.get(path);
  }

  /** It counts as asked for last. */
  set(path: string, walked: Walked): void {
    this.delete(path);
    this.walked.set(path, walked);
    this.entries += walked.folder.entries;
    for (const above of foldersAbove(path)) this.below.set(above, (this.below.get(above) ?? 0) + 1);
  }

  delete(path: string): void {
    const known = this.walked.get(path);
    if (!known) return;
    this.walked.delete(path);
    this.entries -= known.folder.entries;
    for (const above of foldersAbove(path)) {
      const left = this.below.get(above)! - 1;
      if (left > 0) this.below.set(above, left);
      else this.below.delete(above);
    }
  }

  clear(): void {
    this.walked.clear();
    this.below.clear();
    this.entries = 0;
  }

  /** Those that hold a path, itself included, the nearest first. */
  holding(path: string): [string, Walked][] {
    return [path, ...foldersAbove(path)].flatMap((above): [string, Walked][] => {
      const walked = this.walked.get(above);
      return walked ? [[above, walked]] : [];
    });
  }

  /** A folder itself, and those below it. */
  within(path: string): [string, Walked][] {
    const own = this.walked.get(path);
    if (!this.below.has(path)) return own ? [[path, own]] : [];
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...this.walked].filter(([each]) => each === path || each.startsWith(prefix));
  }

  oldestFirst(): Iterable<string> {
    return this.walked.keys();
  }
}

/** From the nearest to the root; both `/` and `C:/` are roots. */
function foldersAbove(path: string): string[] {
  const found: string[] = [];
  for (let at = path; ; ) {
    const slash = at.lastIndexOf('/');
    const isTop = slash === 0 || (slash === 2 && at[1] === ':');
    const above = isTop ? at.slice(0, slash + 1) : at.slice(0, slash);
    if (slash === -1 || above === at) return found;
    found.push(above);
    if (isTop) return found;
    at = above;
  }
}
