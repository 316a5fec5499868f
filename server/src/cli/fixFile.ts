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
  const target = (relative: string): Promise<string> =>
    writablePath(folder, relative, (full) => (mayWrite(full) ? null : `${relative} lies outside of what was to be scanned`));
  const changed: string[] = [];
  const created: string[] = [];
  try {
    if (fixed.document.text !== document.text) {
      await replaceFile(await target(file), document.text, fixed.document.text);
      changed.push(file);
    }
    for (const creation of fixed.creates) {
      if (await createFile(await target(creation.path), creation.text)) created.push(creation.path);
    }
  } catch (error) {
    const problem = `The fixes could not be written: ${error instanceof Error ? error.message : String(error)}`;
    return { fixed: 0, changed: [...changed, ...created], created, problem };
  }
  return { fixed: fixed.applied.length, changed: [...changed, ...created], created, problem: null };
}
