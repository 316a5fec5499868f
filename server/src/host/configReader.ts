import type { FileSystem } from '../core/engine/host.ts';

/** Larger ones were not written by people. In bytes. */
const LARGEST_CONFIG = 1_048_576;

/** A file's text; null where it is not there. */
export type ConfigRead = { readonly text: string } | 'unreadable' | null;

/** Reads a file of settings by its path relative to the folder, with `/`. Never rejects. */
export type ConfigReader = (file: string) => Promise<ConfigRead>;

/**
 * Files of one folder.
 * @param root absolute, with `/`
 * @param trusted may be a link that leads elsewhere: what people put there on purpose. All others are read only where they end inside the folder
 */
export function configReader(disk: FileSystem, root: string, trusted: string, signal?: AbortSignal): ConfigReader {
  const base = root === '/' ? '' : root.replace(/\/+$/, '');
  return async (file) => {
    const full = `${base}/${file}`;
    try {
      const found = await disk.stat(full, signal);
      if (found?.kind !== 'file') return null;
      if (file !== trusted && !(await endsInside(disk, full, root))) return null;
      const text = await disk.readText(full, LARGEST_CONFIG, signal);
      return text === null ? 'unreadable' : { text };
    } catch {
      return null;
    }
  };
}

async function endsInside(disk: FileSystem, full: string, root: string): Promise<boolean> {
  if (!disk.realPath) return true;
  const [target, folder] = await Promise.all([disk.realPath(full), disk.realPath(root)]);
  return target !== null && folder !== null && target.startsWith(`${folder.replace(/\/+$/, '')}/`);
}
