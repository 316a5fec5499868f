import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fixUntilStable, type FixSelection } from '../core/engine/fixAll.ts';
import type { ScannedFile } from '../host/scanFiles.ts';
import { isBelow } from './roots.ts';
import { createFile, replaceFile } from './writeFile.ts';

export interface FixedFile {
  /** Findings that were fixed; 0 where nothing could be written. */
  readonly fixed: number;
  /** Paths below the root that are other than before. */
  readonly changed: readonly string[];
  readonly created: readonly string[];
  readonly problem: string | null;
}

/**
 * Fixes one file on disk.
 * @param mayWrite tells of an absolute path whether it lies in what was to be scanned
 */
export async function fixFile(
  { path: file, document, check }: Extract<ScannedFile, { skipped: null }>,
  folder: string,
  selection: FixSelection,
  mayWrite: (full: string) => boolean,
): Promise<FixedFile> {
  const fixed = fixUntilStable(document, check, selection);
  const changed: string[] = [];
  const created: string[] = [];
  try {
    if (fixed.document.text !== document.text) {
      await replaceFile(await insideOf(folder, file, mayWrite), document.text, fixed.document.text);
      changed.push(file);
    }
    for (const creation of fixed.creates) {
      if (await createFile(await insideOf(folder, creation.path, mayWrite), creation.text)) created.push(creation.path);
    }
  } catch (error) {
    const problem = `The fixes could not be written: ${error instanceof Error ? error.message : String(error)}`;
    return { fixed: 0, changed: [...changed, ...created], created, problem };
  }
  return { fixed: fixed.applied.length, changed: [...changed, ...created], created, problem: null };
}

/**
 * The full path of a file below a folder.
 * @throws where it, or what a link on the way leads to, lies outside of what was to be scanned: nothing there is ever written
 */
async function insideOf(folder: string, relative: string, mayWrite: (full: string) => boolean): Promise<string> {
  const full = path.join(folder, relative);
  if (!mayWrite(full)) throw new Error(`${relative} lies outside of what was to be scanned`);
  const [base, parent] = await Promise.all([realpath(folder), realpath(path.dirname(full))]);
  const isLink = (await lstat(full).catch(() => null))?.isSymbolicLink() ?? false;
  if (!isBelow(base, parent) || isLink) throw new Error('it lies outside the scanned folder or is a link');
  return full;
}
