import type { ContextFiles } from '../core/engine/projectView.ts';

/** Stands in for a context of which nothing was read. */
export const UNREAD_FILES: ContextFiles = createContextFiles({ paths: [], folders: [], complete: false, text: () => undefined });

export interface ContextListing {
  /** Files, relative to the context, in any order. */
  readonly paths: readonly string[];
  /** Folders, entered or not. */
  readonly folders: readonly string[];
  readonly complete: boolean;
  text(path: string): string | undefined;
}

export function createContextFiles(listing: ContextListing): ContextFiles {
  const paths = [...listing.paths].sort();
  const files = new Set(paths);
  const folders = new Set(listing.folders);
  for (const path of paths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return {
    complete: listing.complete,
    paths,
    has: (path) => files.has(path),
    hasFolder: (path) => path === '.' || folders.has(path),
    text: (path) => listing.text(path),
  };
}
