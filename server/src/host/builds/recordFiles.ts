import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

export interface FileState {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** Names in a folder; empty where it cannot be read. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Null for what is no file. */
export async function fileState(file: string): Promise<FileState | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { bytes: found.size, changed: found.mtimeMs } : null;
}

/** The content of a file; null for what is no file, cannot be read or is larger than `most` bytes. */
export async function readBounded(file: string, most: number): Promise<Buffer | null> {
  try {
    // Asked before it is opened: opening a pipe waits for a writer that may never come.
    const found = await stat(file);
    if (!found.isFile() || found.size > most) return null;
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(found.size);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return buffer.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** The value in a JSON file; undefined for what is none. */
export async function readJson(file: string, most: number): Promise<unknown> {
  const bytes = await readBounded(file, most);
  return bytes === null ? undefined : parse(bytes);
}

/** @param mostUnpacked bytes of JSON: a file of a megabyte may hold a gigabyte of blanks */
export async function readPackedJson(file: string, most: number, mostUnpacked: number): Promise<unknown> {
  const bytes = await readBounded(file, most);
  if (bytes === null) return undefined;
  const text = await unpack(bytes, { maxOutputLength: mostUnpacked }).catch(() => null);
  return text === null ? undefined : parse(text);
}

export async function packJson(value: unknown): Promise<Buffer> {
  return pack(JSON.stringify(value));
}

/** Makes a file appear at once and whole, whoever else reads or writes it. */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const temporary = temporaryName(file);
  try {
    await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
    await renamePatiently(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

export function temporaryName(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** True for what `writeWhole` leaves behind where its process is killed. */
export function isTemporaryName(name: string): boolean {
  return /^\.[\w.-]+\.[0-9a-f]{12}\.tmp$/.test(name);
}

export async function makePrivateFolder(folder: string): Promise<void> {
  await makeFolder(path.resolve(folder));
}

/** One by one: told to make parents itself, Node tries for ever where a folder exists and refuses new ones with ENOENT, as /proc and automounts do. */
async function makeFolder(folder: string): Promise<void> {
  const make = (): Promise<void> => mkdir(folder, { mode: 0o700 });
  const parent = path.dirname(folder);
  await make()
    .catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' || parent === folder) throw error;
      await makeFolder(parent);
      await make();
    })
    .catch(async (error: unknown) => {
      // Another process may have been first.
      if (!(await stat(folder).catch(() => null))?.isDirectory()) throw error;
    });
}

/** Windows refuses to replace a file that somebody has open right now. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (attempt === MOST_ATTEMPTS || (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt));
    }
  }
}

const MOST_ATTEMPTS = process.platform === 'win32' ? 6 : 0;

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
