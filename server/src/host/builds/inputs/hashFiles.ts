import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { endHash, startHash, type Key } from './keyedHash.ts';

/** Bytes that are read of all files of a build. Beyond, size and time stand for the content. */
const MOST_READ = 256_000_000;
const AT_ONCE = 8;
const PIECE = 262_144;
/** BuildKit's client on Windows sends no permissions of the disk. */
const HAS_MODES = process.platform !== 'win32';

export interface HashableFile {
  /** Absolute. */
  readonly path: string;
  /** As a walk told it. */
  readonly bytes: number;
}

/** What stands for one file in the history, by absolute path; files that are gone or cannot be read have none. */
export type FileMarks = ReadonlyMap<string, string>;

/**
 * Marks of files: `<mode in octal>:<hash of the content>`. The smallest are read first, so that a limit leaves out few of
 * them, and the same ones the next time.
 * @throws the signal's reason
 */
export async function hashFiles(
  files: readonly HashableFile[], key: Key, signal: AbortSignal, most: number = MOST_READ,
): Promise<FileMarks> {
  const marks = new Map<string, string>();
  let left = most;
  const order = [...files].sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1));
  const tasks = order.map(({ path, bytes }) => ({ path, reads: (left -= bytes) >= 0 }));
  await manyAtOnce(tasks, async ({ path, reads }, buffer) => {
    signal.throwIfAborted();
    const mark = await (reads ? markOf(path, key, buffer, signal) : cheapMark(path)).catch(() => null);
    signal.throwIfAborted();
    if (mark !== null) marks.set(path, mark);
  });
  return marks;
}

async function markOf(path: string, key: Key, buffer: Buffer, signal: AbortSignal): Promise<string> {
  // Neither a link that took the place of the file, nor a pipe, which would wait for a writer.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return 'other:';
    return `${modeOf(stats)}:${await contentHash(handle, key, buffer, signal)}`;
  } finally {
    await handle.close();
  }
}

async function contentHash(handle: FileHandle, key: Key, buffer: Buffer, signal: AbortSignal): Promise<string> {
  const hash = startHash(key);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    hash.update(buffer.subarray(0, bytesRead));
    // A regular file gives less than is asked for at its end only.
    if (bytesRead < buffer.length) return endHash(hash);
    signal.throwIfAborted();
  }
}

async function cheapMark(path: string): Promise<string> {
  const stats = await lstat(path);
  return stats.isFile() ? `${modeOf(stats)}:~${stats.size}-${Math.round(stats.mtimeMs)}` : 'other:';
}

function modeOf({ mode }: Stats): string {
  return HAS_MODES ? (mode & 0o7777).toString(8) : '0';
}

/** Does a task for every item, some at a time, each with a buffer of its own. */
async function manyAtOnce<Item>(items: readonly Item[], task: (item: Item, buffer: Buffer) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafe(PIECE);
    while (next < items.length) await task(items[next++]!, buffer);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
}
