import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isBelow } from './roots.ts';

/**
 * The absolute path of a file that may be written.
 * @param relative of the file, below `folder`; the folder that it lies in may have to be made
 * @param objection why nobody asked for this absolute path to be written; null where somebody did
 * @throws where there is an objection, or where a link is on the way: nothing that it leads to is ever written
 */
export async function writablePath(folder: string, relative: string, objection: (full: string) => string | null): Promise<string> {
  const full = path.join(folder, relative);
  const problem = objection(full);
  if (problem !== null) throw new Error(problem);
  const [base, parent] = await Promise.all([realpath(folder), realFolder(path.dirname(full))]);
  const isLink = (await lstat(full).catch(() => null))?.isSymbolicLink() ?? false;
  if (!isBelow(base, parent) || isLink) throw new Error('it is a link, or behind one');
  return full;
}

/** Where a folder really is; of one that is not there, where it would be made. A link to nowhere is none. */
async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  if (real !== null) return real;
  const above = path.dirname(folder);
  const isThere = await lstat(folder).then(() => true, () => false);
  if (isThere || above === folder) throw new Error('it is a link, or behind one');
  return path.join(await realFolder(above), path.basename(folder));
}
