import type { Dirent, Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import type { FileStat, FileSystem, FolderEntry } from '../core/engine/host.ts';
import { folderSizes } from './folderSizes.ts';

/** The machine's own disk. */
export const nodeFileSystem: FileSystem = {
  async readText(path, limit, signal) {
    signal?.throwIfAborted();
    const bytes = await readBytes(path, limit).catch(() => null);
    signal?.throwIfAborted();
    return bytes === null ? null : decode(bytes);
  },

  async list(folder, signal) {
    signal?.throwIfAborted();
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    signal?.throwIfAborted();
    return entries?.map(folderEntry) ?? null;
  },

  sizes: folderSizes,

  async stat(path, signal) {
    signal?.throwIfAborted();
    const found = await stat(path).catch(() => null);
    signal?.throwIfAborted();
    return found && statOf(found);
  },

  async realPath(path) {
    const real = await realpath(path).catch(() => null);
    return real === null ? null : toSlashes(real);
  },
};

/** Windows paths with `/`, which Node takes everywhere; a drive letter in upper case, so that paths compare. */
export function toSlashes(path: string): string {
  if (process.platform !== 'win32') return path;
  return path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

/** `path` relative to `folder`, with `/`; `.` for the folder itself; null where it lies elsewhere. Both are absolute with `/`. */
export function relativePath(folder: string, path: string): string | null {
  const base = folder.replace(/\/+$/, '');
  if (path === base || path === `${base}/`) return '.';
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : null;
}

export function folderEntry(entry: Dirent): FolderEntry {
  return { name: entry.name, kind: entry.isSymbolicLink() ? 'link' : kindOf(entry) };
}

/** Of what a link leads to: there is no link left. */
export function statOf(stats: Stats): FileStat {
  return { kind: kindOf(stats), size: stats.size };
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): FileStat['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

async function readBytes(path: string, limit: number): Promise<Buffer | null> {
  // Asked before it is opened: opening a pipe waits for a writer that may never come.
  const found = await stat(path);
  if (!found.isFile() || found.size > limit) return null;
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(limit, found.size) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    // One byte more than it had: it grows right now, and an event will bring the whole text.
    return length > found.size ? null : buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** Null for what is no UTF-8 text; a byte order mark is kept. */
export function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
