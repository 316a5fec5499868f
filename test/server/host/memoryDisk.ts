import type { FileSystem, FolderEntry, SizedEntry, SizedListing } from '../../../server/src/core/engine/host.ts';

/** Where a symbolic link leads, absolute. */
export interface Link {
  readonly link: string;
}

/** A disk in memory that counts what it is asked; paths of `files` are relative to `root`. A null text cannot be read. */
export class MemoryDisk implements FileSystem {
  readonly files = new Map<string, string | null | Link>();
  reads: string[] = [];
  lists: string[] = [];
  sized: string[] = [];

  constructor(
    readonly root: string,
    files: Readonly<Record<string, string | null | Link>>,
  ) {
    for (const [path, text] of Object.entries(files)) this.files.set(`${root}/${path}`, text);
  }

  set(path: string, text: string | null | Link | undefined): void {
    if (text === undefined) this.files.delete(`${this.root}/${path}`);
    else this.files.set(`${this.root}/${path}`, text);
  }

  forgetCounts(): void {
    this.reads = [];
    this.lists = [];
    this.sized = [];
  }

  async readText(path: string, limit: number, signal?: AbortSignal): Promise<string | null> {
    signal?.throwIfAborted();
    this.reads.push(this.relative(path));
    await tick();
    signal?.throwIfAborted();
    const found = this.files.get(path) ?? null;
    const text = typeof found === 'object' && found ? this.files.get(found.link) : found;
    return typeof text === 'string' && Buffer.byteLength(text) <= limit ? text : null;
  }

  async list(folder: string, signal?: AbortSignal): Promise<readonly FolderEntry[] | null> {
    signal?.throwIfAborted();
    this.lists.push(this.relative(folder));
    await tick();
    signal?.throwIfAborted();
    return this.entriesOf(folder);
  }

  async sizes(folder: string, limit: number, signal?: AbortSignal): Promise<SizedListing | null> {
    signal?.throwIfAborted();
    this.sized.push(this.relative(folder));
    await tick();
    signal?.throwIfAborted();
    const entries = this.entriesOf(folder);
    if (!entries) return null;
    const sized = entries.map((entry): SizedEntry => {
      const found = this.files.get(`${folder}/${entry.name}`);
      if (typeof found === 'object' && found) return { ...entry, size: 0, target: found.link };
      return { ...entry, size: typeof found === 'string' ? Buffer.byteLength(found) : 0 };
    });
    return { entries: sized.slice(0, limit), complete: sized.length <= limit };
  }

  async stat(path: string) {
    const text = this.files.get(path);
    return typeof text === 'string' ? ({ kind: 'file', size: text.length } as const) : null;
  }

  async realPath(path: string): Promise<string | null> {
    const found = this.files.get(path);
    if (typeof found === 'object' && found) return found.link;
    return found !== undefined || [...this.files.keys()].some((file) => file.startsWith(`${path}/`)) ? path : null;
  }

  private entriesOf(folder: string): FolderEntry[] | null {
    const entries = new Map<string, FolderEntry['kind']>();
    for (const [path, text] of this.files) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name, below] = path.slice(folder.length + 1).split('/', 2);
      entries.set(name!, below !== undefined ? 'folder' : typeof text === 'object' && text ? 'link' : 'file');
    }
    return entries.size === 0 ? null : [...entries].map(([name, kind]) => ({ name, kind }));
  }

  private relative(path: string): string {
    return path === this.root ? '.' : path.slice(this.root.length + 1);
  }
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
