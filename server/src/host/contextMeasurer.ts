import type { FileSystem } from '../core/engine/host.ts';
import type { ContextMeasure } from '../core/engine/projectView.ts';
import { cleanPath } from '../core/ignore/cleanPath.ts';
import { measureOf } from '../project/context/contextMeasure.ts';
import { SizedFolder } from '../project/context/sizedFolder.ts';
import { joinPaths, pathWithin } from '../project/paths.ts';
import { refreshSizes } from './sizeRefresh.ts';
import { walkSizes, type SizeLimits } from './sizeWalk.ts';
import { WalkedFolders, type Walked } from './walkedFolders.ts';

export interface MeasureOptions extends SizeLimits {
  /** Milliseconds that a measure is good for: no editor tells of every file that a build writes. */
  readonly age: number;
  /** Names that are kept of all measured folders together. */
  readonly kept: number;
  /** Measured folders that are kept: one takes kilobytes however little is in it, and a scan may come through ten thousand. */
  readonly keptFolders: number;
}

export const MEASURE_OPTIONS: MeasureOptions = { entries: 400_000, depth: 100, age: 60_000, kept: 600_000, keptFolders: 1_000 };

/** More events than anybody makes by hand: then everything is read again. */
const MOST_CHANGES = 100;

/** One walk that several callers wait for; it stops where none does any more. */
interface Shared {
  readonly result: Promise<ContextMeasure | null>;
  readonly stop: AbortController;
  callers: number;
  hasEnded: boolean;
}

/**
 * Measures build contexts and remembers what it found, for a while and until events say otherwise. One walk runs at a time. A context
 * inside a measured one costs nothing, a wider one does not read it again, and after an event only the folder is read that it names.
 */
export class ContextMeasurer {
  private readonly walked = new WalkedFolders();
  private readonly waiting = new Map<string, Shared>();
  private readonly options: MeasureOptions;
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly disk: FileSystem,
    options: Partial<MeasureOptions> = {},
    private readonly now: () => number = () => Date.now(),
  ) {
    this.options = { ...MEASURE_OPTIONS, ...options };
  }

  /**
   * What is on disk in a build context. The same object as long as nothing changed there.
   * @param root absolute path of the workspace folder, with `/`
   * @param context relative to it
   * @returns null where the disk cannot tell sizes; a measure that is not complete and has nothing where there is no such folder
   * @throws the signal's reason; the walk goes on where others wait for it
   */
  async measure(root: string, context: string, signal?: AbortSignal): Promise<ContextMeasure | null> {
    signal?.throwIfAborted();
    if (!this.disk.sizes) return null;
    const folder = joinPaths(cleanPath(root), context).replace(/^[A-Za-z]:$/, '$&/');
    let shared = this.waiting.get(folder);
    if (!shared) this.waiting.set(folder, (shared = this.start(folder)));
    shared.callers++;
    try {
      return await unlessAborted(shared.result, signal);
    } finally {
      if (--shared.callers === 0) {
        // Making the reason of an abort takes longer than most walks.
        if (!shared.hasEnded) shared.stop.abort();
        if (this.waiting.get(folder) === shared) this.waiting.delete(folder);
      }
    }
  }

  /** A file or folder was created, changed or deleted; `path` is absolute. */
  fileChanged(path: string): void {
    for (const [below] of this.walked.within(path)) this.walked.delete(below);
    for (const [folder, { changed }] of this.walked.holding(path)) {
      if (changed.size >= MOST_CHANGES) this.walked.delete(folder);
      else changed.add(pathBelow(folder, path)!);
    }
  }

  forgetAll(): void {
    this.walked.clear();
  }

  private start(folder: string): Shared {
    const stop = new AbortController();
    const result = this.work.then(async () => {
      stop.signal.throwIfAborted();
      return measureOf((await this.findWalked(folder, stop.signal)) ?? (await this.walk(folder, stop.signal)));
    });
    const shared: Shared = { result, stop, callers: 0, hasEnded: false };
    const end = (): void => void (shared.hasEnded = true);
    // Before anybody who waits for it hears of it.
    this.work = result.then(end, end);
    return shared;
  }

  /** The folder as a walk of it, or of one above, has found it. */
  private async findWalked(folder: string, signal: AbortSignal): Promise<SizedFolder | null> {
    for (const [top, walked] of this.walked.holding(folder)) {
      if (!this.isFresh(walked)) continue;
      const inside = pathBelow(top, folder)!;
      const found = (await this.refreshed(top, walked, signal)).folderAt(inside);
      // A limit may have stopped the wider walk where this one would not stop.
      if (!found || (!found.isComplete && inside !== '.')) continue;
      const now = this.walked.get(top);
      if (now) this.walked.set(top, now);
      return found;
    }
    return null;
  }

  private async walk(folder: string, signal: AbortSignal): Promise<SizedFolder> {
    const known = new Map<string, SizedFolder>();
    let since = this.now();
    for (const [below, walked] of this.walked.within(folder)) {
      if (!this.isFresh(walked)) continue;
      const sized = await this.refreshed(below, walked, signal);
      if (!sized.isComplete) continue;
      known.set(below, sized);
      since = Math.min(since, walked.since);
    }
    // Entered before it is read: what happens meanwhile is then read again.
    const begun: Walked = { folder: NOTHING, since, changed: new Set() };
    this.walked.set(folder, begun);
    try {
      const sized = await walkSizes(this.disk, folder, this.options, (path) => known.get(path) ?? null, signal);
      if (this.walked.get(folder) === begun) this.walked.set(folder, { ...begun, folder: sized });
      for (const below of known.keys()) if (below !== folder) this.walked.delete(below);
      this.makeRoom(folder);
      return sized;
    } catch (error) {
      if (this.walked.get(folder) === begun) this.walked.delete(folder);
      throw error;
    }
  }

  private async refreshed(top: string, walked: Walked, signal: AbortSignal): Promise<SizedFolder> {
    if (walked.changed.size === 0) return walked.folder;
    const changed = [...walked.changed];
    walked.changed.clear();
    try {
      const folder = await refreshSizes(this.disk, top, walked.folder, changed, this.options, signal);
      if (this.walked.get(top) === walked) this.walked.set(top, { ...walked, folder });
      return folder;
    } catch (error) {
      this.walked.delete(top);
      throw error;
    }
  }

  private isFresh({ since }: Pick<Walked, 'since'>): boolean {
    return this.now() - since < this.options.age;
  }

  /** Forgets what was not asked for the longest time. */
  private makeRoom(newest: string): void {
    const { kept, keptFolders } = this.options;
    for (const folder of this.walked.oldestFirst()) {
      if (this.walked.entries <= kept && this.walked.size <= keptFolders) return;
      if (folder !== newest) this.walked.delete(folder);
    }
  }
}

const NOTHING = SizedFolder.of([], undefined, false);

/** As `pathWithin`, for absolute paths. */
function pathBelow(folder: string, path: string): string | null {
  if (folder === '/') return path === '/' ? '.' : path.slice(1);
  return pathWithin(folder, path);
}

async function unlessAborted<T>(result: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return result;
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
