import type { FileSystem } from '../core/engine/host.ts';

/** Larger ones were not written by people. In bytes. */
export const LARGEST_CONFIG = 1_048_576;

/** A file's text; null where it is not there, `unreadable` also where a folder, pipe, device or broken link has its name. */
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
      if (!found) return file === trusted && (await isNamed(disk, root, file, signal)) ? 'unreadable' : null;
      if (file !== trusted && !(await endsInside(disk, full, root))) return null;
      // A pipe is not waited for.
      if (found.kind !== 'file') return 'unreadable';
      const text = await disk.readText(full, LARGEST_CONFIG, signal);
      return text === null ? 'unreadable' : { text };
    } catch {
      return null;
    }
  };
}

/** True where the folder holds the name all the same, as that of a link that leads nowhere. */
async function isNamed(disk: FileSystem, folder: string, name: string, signal?: AbortSignal): Promise<boolean> {
  return (await disk.list(folder, signal))?.some((entry) => entry.name === name) ?? false;
}

async function endsInside(disk: FileSystem, full: string, root: string): Promise<boolean> {
  if (!disk.realPath) return true;
  const [target, folder] = await Promise.all([disk.realPath(full), disk.realPath(root)]);
  return target !== null && folder !== null && target.startsWith(`${folder.replace(/\/+$/, '')}/`);
}
