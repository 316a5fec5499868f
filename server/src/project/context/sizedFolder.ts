import type { SizedEntry } from '../../core/engine/host.ts';
import type { Amount } from '../../core/engine/projectView.ts';

/** A name in a folder that is no folder: a file, a link, or what is neither (a pipe, a socket), which counts without bytes. */
export interface SizedFile {
  readonly name: string;
  readonly bytes: number;
  /** Equal for names of one and the same file on disk; 0 where it has no other name. */
  readonly sameFile: number;
}

const NO_FOLDERS: ReadonlyMap<string, SizedFolder> = new Map();

/** What stands in one folder beside its folders. Names are one string, since a string each would take most of the memory. */
interface PackedFiles {
  /** Joined by `/`. */
  readonly names: string;
  /** In the order of the names. */
  readonly sizes: readonly number[];
  /** Targets by name; null where there is no link. */
  readonly links: ReadonlyMap<string, string> | null;
  /** `sameFile`, in the order of the names; null where no file has a second name. */
  readonly ids: readonly number[] | null;
}

/**
 * One folder with the sizes of all that lies below: contexts have a hundred thousand files. It is never changed, so that contexts which
 * overlap share folders.
 */
export class SizedFolder {
  private total: Amount | null = null;
  private whole: boolean | null = null;
  private shared: boolean | null = null;
  private count = -1;

  private constructor(
    private readonly packed: PackedFiles,
    readonly folders: ReadonlyMap<string, SizedFolder>,
    private readonly isListed: boolean,
  ) {}

  /**
   * @param entries those of kind `folder` are left out: `folders` has them
   * @param isListed false where not all entries could be read: absence and sizes then prove nothing
   */
  static of(entries: readonly SizedEntry[], folders: ReadonlyMap<string, SizedFolder> = NO_FOLDERS, isListed = true): SizedFolder {
    return new SizedFolder(packFiles(entries), folders, isListed);
  }

  /** The same folder with other folders below. */
  withFolders(folders: ReadonlyMap<string, SizedFolder>): SizedFolder {
    return new SizedFolder(this.packed, folders.size === 0 ? NO_FOLDERS : folders, this.isListed);
  }

  files(): SizedFile[] {
    const { names, sizes, ids } = this.packed;
    if (sizes.length === 0) return [];
    return names.split('/').map((name, index) => ({ name, bytes: sizes[index]!, sameFile: ids?.[index] ?? 0 }));
  }

  /** Where a link of this folder leads, as written; undefined for anything else. */
  linkTarget(name: string): string | undefined {
    return this.packed.links?.get(name);
  }

  get linkNames(): readonly string[] {
    return [...(this.packed.links?.keys() ?? [])];
  }

  /** The folder at a clean relative path; null where there is none. */
  folderAt(path: string): SizedFolder | null {
    if (path === '.') return this;
    return path.split('/').reduce<SizedFolder | null>((folder, name) => folder?.folders.get(name) ?? null, this);
  }

  /** All that lies below. Of a file with several names each is counted. */
  get all(): Amount {
    if (this.total) return this.total;
    const { sizes } = this.packed;
    let files = sizes.length;
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    for (const { all } of this.folders.values()) {
      files += all.files;
      bytes += all.bytes;
    }
    return (this.total = { files, bytes });
  }

  /** False where something below could not be read, or a limit left it out. */
  get isComplete(): boolean {
    return (this.whole ??= this.isListed && [...this.folders.values()].every(({ isComplete }) => isComplete));
  }

  /** True where a file below has more than one name, here or elsewhere: builds send its content once. */
  get hasSharedFiles(): boolean {
    return (this.shared ??= this.packed.ids !== null || [...this.folders.values()].some(({ hasSharedFiles }) => hasSharedFiles));
  }

  /** Names below, folders included. */
  get entries(): number {
    if (this.count < 0) this.count = [...this.folders.values()].reduce((sum, { entries }) => sum + entries + 1, this.packed.sizes.length);
    return this.count;
  }
}

function packFiles(entries: readonly SizedEntry[]): PackedFiles {
  const files = entries.filter(({ kind }) => kind !== 'folder');
  const links = files.filter(({ kind, target }) => kind === 'link' && target !== undefined);
  return {
    names: files.map(({ name }) => name).join('/'),
    sizes: files.map(({ kind, size }) => (kind === 'file' ? size : 0)),
    links: links.length === 0 ? null : new Map(links.map(({ name, target }) => [name, target!])),
    ids: files.some(({ sameFile }) => sameFile) ? files.map(({ sameFile }) => sameFile ?? 0) : null,
  };
}
