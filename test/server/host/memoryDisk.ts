import type { FileSystem, FolderEntry } from '../../../server/src/core/engine/host.ts';

/** Where a symbolic link leads, absolute. */
export interface Link {
  readonly link: string;
}

/** A disk in memory that counts what it is asked; paths of `files` are relative to `root`. A null text cannot be read. */
export class MemoryDisk implements FileSystem {
  readonly files = new Map<string, string | null | Link>();
  reads: string[] = [];
  lists: string[] = [];

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
    const entries = new Map<string, FolderEntry['kind']>();
    for (const [path, text] of this.files) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name, below] = path.slice(folder.length + 1).split('/', 2);
      entries.set(name!, below !== undefined ? 'folder' : typeof text === 'object' && text ? 'link' : 'file');
    }
    return entries.size === 0 ? null : [...entries].map(([name, kind]) => ({ name, kind }));
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

  private relative(path: string): string {
    return path === this.root ? '.' : path.slice(this.root.length + 1);
  }
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
