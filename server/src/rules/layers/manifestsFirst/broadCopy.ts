import type { CopyFact } from '../../../core/dockerfile/facts.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { ContextFiles } from '../../../core/engine/projectView.ts';
import { isManifest } from '../../../project/manifests.ts';
import { joinPaths } from '../../../project/paths.ts';

/** A COPY that brings a manifest together with much that changes more often. */
export interface BroadCopy {
  readonly copy: CopyFact;
  /** Where in the context the copied folder lies; `.` for the whole context. */
  readonly source: string;
}

/** Null for a COPY of another stage, of several sources, or with wildcards other than `*` for everything. */
export function broadCopy(copy: CopyFact): BroadCopy | null {
  if (!copy.fromContext || copy.instruction.isTrigger || copy.sources.length !== 1) return null;
  const path = copy.sources[0]!.path;
  if (path === '.' || path === '*' || path === './*') return { copy, source: '.' };
  if (/[*?[\\$]/.test(path)) return null;
  return { copy, source: path.replace(/\/$/, '') };
}

/**
 * The context path behind a file of the image that this COPY put there; null where it did not.
 * A folder's contents land in the destination, not the folder itself.
 */
export function contextPathOf({ copy, source }: BroadCopy, imagePath: string): string | null {
  if (copy.destination === null) return null;
  const below = pathBelow(joinPath('/', copy.destination), imagePath);
  return below === null || below === '' ? null : joinPaths(source, below);
}

/** True where the source can be such a folder; quicker to tell than `isBroad`. */
export function mayBeBroad({ source }: BroadCopy, files: ContextFiles | null): boolean {
  return source === '.' || (files?.hasFolder(source) ?? false);
}

/** True where the source is a folder that holds more than manifests (`requirements/` often does not); the whole context always counts. */
export function isBroad({ source }: BroadCopy, files: ContextFiles | null): boolean {
  if (source === '.') return true;
  return (files?.paths ?? []).some((path) => path.startsWith(`${source}/`) && !isManifest(path));
}
