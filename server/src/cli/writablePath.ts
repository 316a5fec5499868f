import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isBelow } from './roots.ts';

/**
 * The absolute path of a file that may be written.
 * @param relative of the file, below `folder`; the folder that it lies in exists
 * @param objection why nobody asked for this absolute path to be written; null where somebody did
 * @throws where there is an objection, or where a link is on the way: nothing that it leads to is ever written
 */
export async function writablePath(folder: string, relative: string, objection: (full: string) => string | null): Promise<string> {
  const full = path.join(folder, relative);
  const problem = objection(full);
  if (problem !== null) throw new Error(problem);
  const [base, parent] = await Promise.all([realpath(folder), realpath(path.dirname(full))]);
  const isLink = (await lstat(full).catch(() => null))?.isSymbolicLink() ?? false;
  if (!isBelow(base, parent) || isLink) throw new Error('it is a link, or behind one');
  return full;
}
