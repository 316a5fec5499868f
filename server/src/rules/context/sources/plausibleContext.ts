import type { BuildContext } from '../../../core/engine/projectView.ts';
import type { ContextSource } from './contextSources.ts';

/**
 * True where the context is known, or is assumed and holds what the Dockerfile takes by name, so that the assumption fits: a
 * Dockerfile that copies what its own folder does not have is built from another one. What a line of the ignore file names may be made later.
 */
export function isPlausible(context: BuildContext, sources: readonly ContextSource[]): boolean {
  const { known, isOutside, files } = context;
  if (isOutside) return false;
  if (known) return true;
  const named = sources.filter(({ path, isWildcard }) => !isWildcard && path !== '.');
  const missing = named.filter(({ path }) => !files.has(path) && !files.hasFolder(path));
  if (missing.length === 0) return files.complete;
  return files.complete && missing.length < named.length && missing.every(({ path }) => isNamedByIgnoreFile(context, path));
}

function isNamedByIgnoreFile({ ignore }: BuildContext, path: string): boolean {
  const pattern = ignore?.matcher.ignores(path) ? ignore.matcher.deciding(path) : null;
  return pattern?.exact !== null && pattern?.exact !== undefined;
}
