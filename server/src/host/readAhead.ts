import type { Language } from '../core/engine/rule.ts';
import type { ContextMeasurer } from './contextMeasurer.ts';
import { measureContexts } from './measureContexts.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** Files whose contexts are read while others are checked: enough to keep a disk busy. */
const AHEAD = 8;

/** Contexts that are kept: those of the files ahead, and of projects that share them. Ten thousand of them would take most of the memory. */
const MOST_CONTEXTS = 500;

export interface ReadAheadInput {
  readonly index: WorkspaceIndex;
  readonly measurer?: ContextMeasurer | null;
  readonly files: readonly { readonly path: string; readonly language: Language }[];
  readonly signal?: AbortSignal;
}

/**
 * Reads and measures the build contexts of files that are to be checked in a row, so that nobody waits for the disk. Nothing of a file is
 * kept: what a fix changed meanwhile is seen by whoever asks next.
 */
export class ReadAhead {
  private readonly reading = new Map<number, Promise<void>>();
  private begun = 0;

  constructor(private readonly input: ReadAheadInput) {}

  /** Resolves when the contexts of a file are read, or cannot be. Called for each file in turn. */
  async reach(at: number): Promise<void> {
    const { files, index } = this.input;
    for (; this.begun < files.length && this.begun <= at + AHEAD; this.begun++) this.reading.set(this.begun, this.read(files[this.begun]!));
    await this.reading.get(at);
    this.reading.delete(at);
    index.keepLastContexts(MOST_CONTEXTS);
  }

  /** Never rejects: a disk that fails costs what it would tell of contexts, and nothing else. */
  private async read({ path, language }: { readonly path: string; readonly language: Language }): Promise<void> {
    const { index, measurer, signal } = this.input;
    try {
      signal?.throwIfAborted();
      const view = await index.viewFor(path, language, signal);
      if (measurer) await measureContexts(index, measurer, view, signal);
    } catch {
      // Whoever checks the file asks for its view again, and hears of it.
    }
  }
}
