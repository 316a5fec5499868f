import type { FileSystem } from '../../../core/engine/host.ts';
import { createIgnoreMatcher, type IgnoreMatcher } from '../../../core/ignore/matcher.ts';

/** More than any ignore file has. */
const LARGEST_IGNORE_FILE = 1_000_000;

export interface AppliedIgnoreFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly matcher: IgnoreMatcher;
}

/**
 * The ignore file that a build obeys: `<Dockerfile>.dockerignore` beside the Dockerfile, else `.dockerignore` in the context (BuildKit,
 * frontend/dockerui/config.go). Null where there is none.
 * @param dockerfile null for an inline one, and for named contexts, which have their own file only
 */
export async function appliedIgnoreFile(
  fileSystem: FileSystem, dockerfile: string | null, context: string, signal: AbortSignal,
): Promise<AppliedIgnoreFile | null> {
  const places = [...(dockerfile === null ? [] : [`${dockerfile}.dockerignore`]), `${context.replace(/\/+$/, '')}/.dockerignore`];
  for (const path of places) {
    const text = await fileSystem.readText(path, LARGEST_IGNORE_FILE, signal);
    if (text !== null) return { path, text, matcher: createIgnoreMatcher(text) };
  }
  return null;
}
