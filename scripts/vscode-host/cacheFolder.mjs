import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../lib/repository.mjs';

const marker = '.complete';

/** Downloads live here; .gitignore and the linter leave it out. */
export const cacheRoot = inRepository('.vscode-test');

const exists = (path) => stat(path).then(() => true, () => false);

/**
 * A folder of the cache, filled once. It is filled under another name and renamed when whole, so that an interrupted
 * download is started again, and of two scripts filling it at the same time the second one's copy is dropped.
 */
export async function cachedFolder(name, fill) {
  const folder = join(cacheRoot, name);
  if (await exists(join(folder, marker))) return folder;
  const draft = `${folder}.part-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await fill(draft);
    await writeFile(join(draft, marker), '');
    if (!(await exists(join(folder, marker)))) await rm(folder, { recursive: true, force: true });
    await rename(draft, folder).catch(async (error) => {
      if (!(await exists(join(folder, marker)))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
