import { randomBytes } from 'node:crypto';
import { link, unlink, writeFile } from 'node:fs/promises';
import { fileState, readBounded, temporaryName, writeWhole } from './recordFiles.ts';

const BYTES = 32;
/** Nobody takes longer to write 32 bytes: what is no key by then will never be one. */
const OLD = 60_000;

export function newKey(): Buffer {
  return randomBytes(BYTES);
}

export async function readKey(file: string): Promise<Buffer | null> {
  const bytes = await readBounded(file, BYTES);
  return bytes?.length === BYTES ? bytes : null;
}

/**
 * Keeps a new key, unless another process was first.
 * @returns the key that counts from now on
 */
export async function keepKey(file: string, key: Buffer): Promise<Buffer> {
  const known = await readKey(file);
  if (known) return known;
  const broken = await fileState(file);
  if (broken && Date.now() - broken.changed > OLD) await writeWhole(file, key);
  else await createWhole(file, key);
  return (await readKey(file)) ?? key;
}

/** As `writeWhole`, but leaves what is there. File systems without hard links take the chance of a reader in between. */
async function createWhole(file: string, content: Buffer): Promise<void> {
  const temporary = temporaryName(file);
  await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await writeFile(file, content, { mode: 0o600, flag: 'wx' }).catch(() => {});
  } finally {
    await unlink(temporary).catch(() => {});
  }
}
