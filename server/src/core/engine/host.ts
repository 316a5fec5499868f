/** One name in a folder. A symbolic link is a `link`, whatever it leads to: links are never entered. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** One name in a folder, with what a build would send of it. */
export interface SizedEntry extends FolderEntry {
  /** Bytes of a file's content; 0 for anything else. */
  readonly size: number;
  /** Where a link leads, as written; absent where that cannot be read. */
  readonly target?: string;
  /** Equal for two names of one file on disk (hard links); 0 or absent where it has one name only. */
  readonly sameFile?: number;
}

export interface SizedListing {
  /** In no order. */
  readonly entries: readonly SizedEntry[];
  /** False where there are more than were asked for, or one could not be read. */
  readonly complete: boolean;
}

export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other';
  /** In bytes. */
  readonly size: number;
}

/**
 * The disk as the engine may see it: reading only, asynchronous, cancellable. Paths are absolute with `/` (`/srv/app`,
 * `C:/app`). What is missing or cannot be read is null, never an error; a cancelled call rejects with the signal's reason.
 */
export interface FileSystem {
  /** Null also where the file holds more than `limit` bytes or is no UTF-8 text. A byte order mark is kept. */
  readText(path: string, limit: number, signal?: AbortSignal): Promise<string | null>;
  list(folder: string, signal?: AbortSignal): Promise<readonly FolderEntry[] | null>;
  /**
   * Names with sizes; links are not followed, except for the folder itself. At most `limit` of them. Absent on disks that cannot tell
   * sizes: nothing is measured there.
   */
  sizes?(folder: string, limit: number, signal?: AbortSignal): Promise<SizedListing | null>;
  /** Follows links. */
  stat(path: string, signal?: AbortSignal): Promise<FileStat | null>;
  /** The path with every link resolved; where it is absent, a link is not read. */
  realPath?(path: string): Promise<string | null>;
}
