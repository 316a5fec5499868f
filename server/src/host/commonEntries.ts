import { dropOldest } from '../core/collections/recent.ts';
import type { FolderEntry } from '../core/engine/host.ts';

/** Names that are looked for; those that came first make room, and come again if most folders have them. */
const MOST_NAMES = 1_000;

/** One entry for all folders that have the same name in them, as `src` or `Dockerfile`: the folders of a large workspace have fifty thousand. */
export class CommonEntries {
  private readonly seen = new Map<string, FolderEntry>();

  of(entry: FolderEntry): FolderEntry {
    const known = this.seen.get(entry.name);
    if (known?.kind === entry.kind) return known;
    this.seen.delete(entry.name);
    this.seen.set(entry.name, entry);
    dropOldest(this.seen, MOST_NAMES);
    return entry;
  }
}
