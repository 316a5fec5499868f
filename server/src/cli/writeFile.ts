import { chmod, chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces a file in one step, so that nobody ever sees half of it; its mode and owner are kept.
 * @throws where the file changed since it was read, is read-only, or cannot be written
 */
export async function replaceFile(file: string, expected: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8')) !== expected) throw new Error('the file changed meanwhile');
  const { mode, uid, gid, nlink } = await stat(file);
  // A folder that may be written would let it be replaced all the same.
  if ((mode & 0o222) === 0) throw new Error('the file is read-only');
  // Other names of the same file would keep the old text.
  if (nlink > 1) return writeFile(file, text);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.drydock`);
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    if (process.getuid?.() === 0) await chown(temporary, uid, gid);
    await chmod(temporary, mode & 0o7777);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** @returns false where the file exists already: it is left as it is */
export async function createFile(file: string, text: string): Promise<boolean> {
  const handle = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!handle) return false;
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
  return true;
}
