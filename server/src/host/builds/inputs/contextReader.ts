import type { FileSystem } from '../../../core/engine/host.ts';
import type { SizedFolder } from '../../../project/context/sizedFolder.ts';
import { walkContext } from './contextWalk.ts';
import { hashFiles, type FileMarks } from './hashFiles.ts';
import { appliedIgnoreFile, type AppliedIgnoreFile } from './ignoreFile.ts';
import type { Key } from './keyedHash.ts';
import { ContextReach } from './reachedPaths.ts';
import type { SelectedFiles } from './selectFiles.ts';

export interface ReadContext {
  /** Absolute, with `/`. */
  readonly folder: string;
  readonly files: SizedFolder;
  readonly ignore: AppliedIgnoreFile | null;
  readonly reach: ContextReach;
}

/** What a build sends of one context. */
export interface ContextSelection {
  readonly context: ReadContext;
  readonly selected: SelectedFiles;
}

/** Reads build contexts, each once for all targets that share it, its ignore file and what they take. */
export class ContextReader {
  private readonly known = new Map<string, Promise<ReadContext | null>>();

  constructor(
    private readonly fileSystem: FileSystem,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Null for what is no folder.
   * @param folder absolute, with `/`
   * @param sources what is taken of it, clean, with wildcards
   * @param dockerfile where it is a file, of which the context is the main one
   */
  async read(folder: string, sources: readonly string[], dockerfile: string | null): Promise<ReadContext | null> {
    const ignore = await appliedIgnoreFile(this.fileSystem, dockerfile, folder, this.signal);
    const key = JSON.stringify([folder, ignore?.path, sources.includes('.') ? ['.'] : sources]);
    let context = this.known.get(key);
    if (!context) this.known.set(key, (context = this.walk(folder, sources, ignore)));
    return context;
  }

  /** Marks of all selected files; links and folders need none. */
  async markAll(selections: readonly ContextSelection[], key: Key): Promise<FileMarks> {
    const files = new Map<string, number>();
    for (const { context, selected } of selections) {
      for (const file of selected.files) if (file.kind === 'file') files.set(absolute(context, file.path), file.bytes);
    }
    return hashFiles([...files].map(([path, bytes]) => ({ path, bytes })), key, this.signal);
  }

  private async walk(folder: string, sources: readonly string[], ignore: AppliedIgnoreFile | null): Promise<ReadContext | null> {
    if ((await this.fileSystem.stat(folder, this.signal))?.kind !== 'folder' || !this.fileSystem.sizes) return null;
    const files = await walkContext(this.fileSystem, folder, ignore?.matcher ?? null, sources, this.signal);
    return { folder, files, ignore, reach: new ContextReach(files) };
  }
}

export function absolute({ folder }: ReadContext, path: string): string {
  return `${folder.replace(/\/+$/, '')}/${path}`;
}
