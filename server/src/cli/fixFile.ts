import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fixUntilStable, type FixSelection } from '../core/engine/fixAll.ts';
import type { ScannedFile } from '../host/scanFiles.ts';
import { writablePath } from './writablePath.ts';
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
 * Fixes one file on disk, or leaves everything as it is: what an edit takes out of the file may be in one that is created. New files are therefore
 * written first, with the folders they lie in, and taken back where the file itself cannot be written.
 * @param mayWrite tells of an absolute path whether it lies in what was to be scanned
 */
export async function fixFile(
  { path: file, document, check }: Extract<ScannedFile, { skipped: null }>,
  folder: string,
  selection: FixSelection,
  mayWrite: (full: string) => boolean,
): Promise<FixedFile> {
  const fixed = fixUntilStable(document, check, selection);
  const needed = new Set(fixed.applied.filter(({ fix }) => fix.edits.length > 0).flatMap(({ fix }) => (fix.creates ?? []).map((creation) => creation.path)));
  const target = (relative: string): Promise<string> =>
    writablePath(folder, relative, (full) => (mayWrite(full) ? null : `${relative} lies outside of what was to be scanned`));
  const isEdited = fixed.document.text !== document.text;
  const written = new Map<string, string>();
  try {
    const full = isEdited ? await target(file) : '';
    const creations = await Promise.all(fixed.creates.map(async (creation) => ({ ...creation, full: await target(creation.path) })));
    for (const creation of creations) {
      await mkdir(path.dirname(creation.full), { recursive: true });
      if (await createFile(creation.full, creation.text)) written.set(creation.path, creation.full);
      else if (needed.has(creation.path) && (await readFile(creation.full, 'utf8')) !== creation.text) throw new Error(`${creation.path} exists meanwhile`);
    }
    if (isEdited) await replaceFile(full, document.text, fixed.document.text);
  } catch (error) {
    for (const one of written.values()) await rm(one, { force: true });
    const problem = `The fixes could not be written: ${error instanceof Error ? error.message : String(error)}`;
    return { fixed: 0, changed: [], created: [], problem };
  }
  const created = [...written.keys()];
  return { fixed: fixed.applied.length, changed: [...(isEdited ? [file] : []), ...created], created, problem: null };
}
