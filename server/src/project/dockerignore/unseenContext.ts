import { languageOf } from '../../core/engine/fileKinds.ts';
import type { BuildContext } from '../../core/engine/projectView.ts';
import { isWide } from './buildNeeds.ts';
import { knownPaths } from './contextPaths.ts';

/**
 * Why an assumed build context cannot be the folder that the Dockerfile is built from, as the end of a sentence that starts with the folder;
 * null where the context is known, or where nothing speaks against it.
 */
export function notItsContext({ known, files, copied }: BuildContext): string | null {
  if (known || !files.complete) return null;
  const missing = copied.find((path) => /^[^$*?[\\]+$/.test(path) && path !== '.' && !files.has(path) && !files.hasFolder(path));
  if (missing !== undefined) return `does not have ${missing}`;
  // A copy of everything means more than the Dockerfile.
  return copied.some(isWide) && knownPaths(files).every((path) => languageOf(path) !== null || /^readme\b/i.test(path)) ? 'has nothing but Docker files' : null;
}
