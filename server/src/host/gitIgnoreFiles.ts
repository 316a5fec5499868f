import type { FileSystem } from '../core/engine/host.ts';
import { GitIgnores } from '../core/ignore/git/gitIgnores.ts';
import { baseName, folderOf } from '../project/paths.ts';

const NAME = '.gitignore';
/** In bytes; nobody writes a longer one. */
const LARGEST = 1_048_576;
/** Folders above that are looked at for the repository. */
const MOST_ABOVE = 40;

/**
 * What git leaves alone in a folder, by the .gitignore files that are read from it and from the folders above it that belong to the same
 * repository, and by its `.git/info/exclude`. What a person sets for all of their repositories (`core.excludesFile`) is not asked: a scan finds
 * the same on every machine.
 */
export class GitIgnoreFiles {
  private readonly ignores = new GitIgnores();

  constructor(
    private readonly disk: FileSystem,
    /** Absolute, with `/`. */
    private readonly root: string,
  ) {}

  /** @param path relative to the root */
  isIgnored(path: string, isFolder: boolean): boolean {
    return this.ignores.ignores(path, isFolder);
  }

  isOne(path: string): boolean {
    return baseName(path) === NAME;
  }

  /** Reads one of the folder again; `path` is relative to the root. */
  async load(path: string, signal?: AbortSignal): Promise<void> {
    this.ignores.set(folderOf(path), await this.disk.readText(`${this.base}/${path}`, LARGEST, signal));
  }

  /** Reads those above the root, where it lies in a repository. */
  async loadAbove(signal?: AbortSignal): Promise<void> {
    const above = await this.foldersToRepository(signal);
    const repository = above.at(-1);
    if (!repository) return;
    const files = [...above.slice(1).map(({ folder, prefix }) => ({ path: `${folder}/${NAME}`, prefix })), { path: `${repository.folder}/.git/info/exclude`, prefix: repository.prefix }];
    const found: { prefix: string; text: string }[] = [];
    for (const { path, prefix } of files.reverse()) {
      const text = await this.disk.readText(path, LARGEST, signal);
      if (text !== null) found.push({ prefix, text });
    }
    this.ignores.setAbove(found);
  }

  /** From the root to the folder that has `.git`; none where there is no such folder. */
  private async foldersToRepository(signal?: AbortSignal): Promise<{ folder: string; prefix: string }[]> {
    const found: { folder: string; prefix: string }[] = [];
    let [folder, prefix] = [this.base, ''];
    while (found.length < MOST_ABOVE) {
      found.push({ folder, prefix });
      if (await this.disk.stat(`${folder}/.git`, signal)) return found;
      const slash = folder.lastIndexOf('/');
      if (slash === -1) break;
      prefix = `${folder.slice(slash + 1)}/${prefix}`;
      folder = folder.slice(0, slash);
    }
    return [];
  }

  private get base(): string {
    return this.root.replace(/\/+$/, '');
  }
}
