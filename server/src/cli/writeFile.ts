import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** What tells one state of a file from another. */
interface Identity {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

const CHANGED = 'the file changed meanwhile';

/**
 * Replaces a file in one step, so that nobody ever sees half of it; its mode and owner are kept.
 * @param expected its text as it was read, byte order mark included
 * @throws where the file changed since it was read, is no file any more, is read-only, belongs to somebody else or has other names, or cannot be
 * written
 */
export async function replaceFile(file: string, expected: string, text: string): Promise<void> {
  const found = await readAsExpected(file, expected);
  const { mode, uid, gid } = found;
  await access(file, constants.W_OK).catch(() => refuse('the file is read-only'));
  // A folder that may be written would let it be replaced all the same; and for root, nothing is ever refused.
  if ((mode & 0o222) === 0) refuse('the file is read-only');
  // They would keep the old text, or a file elsewhere would change with this one, which cannot be done in one step.
  if (found.nlink > 1) refuse('the file has other names (hard links), which would no longer be the same file');
  const self = process.getuid?.();
  if (self !== undefined && self !== 0 && self !== uid) refuse('the file belongs to another user, and would be yours then');
  // A name of its own: one that somebody could foresee might be there already, and a long name could be too long then.
  const temporary = path.join(path.dirname(file), `.drydock-${randomUUID()}.tmp`);
  await writeNew(temporary, text, async (handle) => {
    if (self === 0) await handle.chown(uid, gid);
    await handle.chmod(mode & 0o7777);
    // What a crash leaves must not be an empty file.
    await handle.sync();
  });
  try {
    if (!isSame(await stat(file), found)) refuse(CHANGED);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** @returns false where the file exists already: it is left as it is */
export async function createFile(file: string, text: string): Promise<boolean> {
  try {
    await writeNew(file, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What is at a path, if it has the text. Neither a link is followed nor a pipe waited for: either may have taken the place of the file. */
async function readAsExpected(file: string, expected: string) {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ELOOP' ? new Error(CHANGED) : error;
  });
  try {
    const found = await handle.stat();
    const bytes = Buffer.from(expected);
    if (!found.isFile() || found.size !== bytes.length || !(await handle.readFile()).equals(bytes)) refuse(CHANGED);
    return found;
  } finally {
    await handle.close();
  }
}

/** Writes a file that is not there yet; none is left where that fails. */
async function writeNew(file: string, text: string, finish?: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(file, 'wx', finish ? 0o600 : undefined);
  let isDone = false;
  try {
    await handle.writeFile(text);
    await finish?.(handle);
    isDone = true;
  } finally {
    await handle.close();
    if (!isDone) await rm(file, { force: true });
  }
}

function isSame(a: Identity, b: Identity): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs;
}

function refuse(reason: string): never {
  throw new Error(reason);
}
