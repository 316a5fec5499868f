import type { ContextFiles, ContextMeasure } from '../core/engine/projectView.ts';
import { UNREAD_FILES } from '../project/contextFiles.ts';
import { isManifest } from '../project/manifests.ts';
import type { ContextReader } from './contextReader.ts';
import type { TreeChange } from './folderTree.ts';
import { PathMap } from './pathMap.ts';

interface Entry {
  files: ContextFiles | null;
  readonly loading: Promise<ContextFiles>;
}

/** What was read of each build context, until an event falls into it. */
export class ContextCache {
  private readonly entries = new PathMap<Entry>();
  private readonly measures = new PathMap<ContextMeasure>();
  /** Contexts that were no folder when they were looked at: an editor may show a file before the event of its folder comes. */
  private readonly unread = new Set<string>();
  /** Those that are read, in the order of their last use. */
  private readonly read = new Set<string>();

  constructor(
    private readonly reader: ContextReader,
    /** Called where views of a context show something else from now on. */
    private readonly onChange: () => void,
    /** Called where a context is forgotten. */
    private readonly onForget: (context: string) => void,
  ) {}

  /** Null where it was not read (yet). */
  files(context: string): ContextFiles | null {
    return this.entries.get(context)?.files ?? null;
  }

  measure(context: string): ContextMeasure | null {
    return this.measures.get(context) ?? null;
  }

  setMeasure(context: string, measure: ContextMeasure | null): void {
    if (this.measure(context) === measure) return;
    if (measure) this.measures.set(context, measure);
    else this.measures.delete(context);
    this.onChange();
  }

  async load(context: string, signal?: AbortSignal): Promise<void> {
    // An event may drop what is being read; after a few rounds of that the last reading is good enough.
    for (let round = 0; round < 3; round++) {
      let entry = this.entries.get(context);
      if (entry?.files) {
        this.used(context);
        return;
      }
      if (!entry) {
        // Others may wait for the same reading, so one caller's signal does not stop it.
        const started: Entry = { files: null, loading: this.reader.read(context) };
        started.loading.catch(() => this.entries.get(context) === started && this.entries.delete(context));
        this.entries.set(context, (entry = started));
      }
      entry.files = await entry.loading;
      if (entry.files === UNREAD_FILES) this.unread.add(context);
      signal?.throwIfAborted();
      if (this.entries.get(context) === entry) {
        this.used(context);
        return;
      }
    }
  }

  /** Forgets what nobody has asked for the longest time: whoever asks again has it read again. */
  keepLast(count: number): void {
    for (const context of this.read) {
      if (this.read.size <= count) return;
      this.read.delete(context);
      this.entries.delete(context);
      this.measures.delete(context);
      this.onForget(context);
    }
  }

  /** Before the disk is asked what an event was: what was measured of the contexts around it is no longer so. */
  touched(path: string): void {
    for (const context of [...this.measures.above(path), ...this.measures.below(path)]) this.setMeasure(context, null);
  }

  /** An event: contexts that hold other names now are read again when asked for, and a manifest with another text makes them new. */
  changed(path: string, { kind, sameNames }: TreeChange): void {
    if (sameNames && kind !== 'folder') {
      if (isManifest(path)) this.renew(path);
      return;
    }
    const contexts = new Set([...this.entries.above(path), ...this.entries.below(path), ...this.unread]);
    this.unread.clear();
    for (const context of contexts) this.entries.delete(context);
    if (contexts.size > 0) this.onChange();
  }

  /** The same names, but not all the same texts: rules keep what they made of the old ones by the object. */
  renew(path: string): void {
    for (const context of this.entries.above(path)) {
      const { files } = this.entries.get(context)!;
      if (files) this.entries.set(context, { files: { ...files }, loading: Promise.resolve(files) });
      else this.entries.delete(context);
      this.onChange();
    }
  }

  clear(): void {
    this.entries.clear();
    this.read.clear();
    this.unread.clear();
    this.measures.clear();
    this.onChange();
  }

  private used(context: string): void {
    this.read.delete(context);
    this.read.add(context);
  }
}
