import { lstat, readdir, readlink, type Stats } from 'node:fs';
import type { SizedEntry, SizedListing } from '../core/engine/host.ts';

/** Calls on their way at a time: all at once would take a kilobyte for each file of a large folder. */
const AT_ONCE = 64;

/**
 * `FileSystem.sizes` of the machine's own disk, by callbacks: promises take half as much time again, which counts for a hundred
 * thousand files.
 */
export function folderSizes(folder: string, limit: number, signal?: AbortSignal): Promise<SizedListing | null> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    // Node throws where a name cannot be one.
    if (folder.includes('\0')) return resolve(null);
    readdir(folder, (failure, names) => {
      if (signal?.aborted) reject(signal.reason as Error);
      else if (failure) resolve(null);
      else readEntries(folder, names.slice(0, limit), names.length <= limit, signal).then(resolve, reject);
    });
  });
}

function readEntries(folder: string, names: readonly string[], all: boolean, signal?: AbortSignal): Promise<SizedListing> {
  return new Promise((resolve, reject) => {
    const entries: SizedEntry[] = [];
    let complete = all;
    let next = 0;
    let done = 0;
    const finish = (entry: SizedEntry | null, failure: NodeJS.ErrnoException | null): void => {
      if (entry) entries.push(entry);
      // What is gone meanwhile is no loss.
      if (failure && failure.code !== 'ENOENT') complete = false;
      done++;
      if (signal?.aborted) reject(signal.reason as Error);
      else if (done === names.length) resolve({ entries, complete });
      else start();
    };
    const start = (): void => {
      if (next < names.length) readEntry(folder, names[next++]!, finish);
    };
    if (names.length === 0) resolve({ entries, complete });
    for (let i = 0; i < AT_ONCE; i++) start();
  });
}

function readEntry(folder: string, name: string, finish: (entry: SizedEntry | null, failure: NodeJS.ErrnoException | null) => void): void {
  const path = `${folder}/${name}`;
  lstat(path, (failure, stats) => {
    if (failure) finish(null, failure);
    else if (!stats.isSymbolicLink()) finish(sizedEntry(name, stats), null);
    else readlink(path, (unread, target) => finish({ ...sizedEntry(name, stats), ...(unread ? {} : { target }) }, unread));
  });
}

/** Without where a link leads. */
export function sizedEntry(name: string, stats: Stats): SizedEntry {
  if (stats.isSymbolicLink()) return { name, kind: 'link', size: 0 };
  if (stats.isDirectory()) return { name, kind: 'folder', size: 0 };
  if (!stats.isFile()) return { name, kind: 'other', size: 0 };
  // BuildKit knows further names of a file by its inode, and on Windows not at all.
  const sameFile = stats.nlink > 1 && process.platform !== 'win32' ? stats.ino : 0;
  return { name, kind: 'file', size: stats.size, sameFile };
}
