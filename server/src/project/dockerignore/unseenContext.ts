import type { BuildContext } from '../../core/engine/projectView.ts';

/**
 * A source that an assumed build context does not have: a Dockerfile that copies what its own folder lacks is built from another one.
 * Null where the context is known, or where nothing speaks against it.
 */
export function missingSource({ known, files, copied }: BuildContext): string | null {
  if (known || !files.complete) return null;
  return copied.find((path) => /^[^$*?[\\]+$/.test(path) && path !== '.' && !files.has(path) && !files.hasFolder(path)) ?? null;
}
