import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What stands at a path: a text, a link, or another name of a file. */
export type Content = string | { readonly link: string } | { readonly sameAs: string };

/** A folder on disk to be built from; the builder has never seen it before. */
export class ContextFolder {
  private constructor(
    readonly folder: string,
    /** Beside it: Dockerfiles that are no part of the context. */
    readonly outside: string,
  ) {}

  static async create(contents: Iterable<readonly [path: string, content: Content]>): Promise<ContextFolder> {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-context-')));
    const made = new ContextFolder(path.join(root, 'context'), path.join(root, 'outside'));
    await Promise.all([mkdir(made.folder), mkdir(made.outside)]);
    writeContents(made.folder, contents);
    return made;
  }

  /** Writes a Dockerfile that is no part of the context, and the ignore file beside it. */
  async dockerfile(text: string, ignore: string | null, name = 'Dockerfile'): Promise<string> {
    const file = path.join(this.outside, name);
    await writeFile(file, text);
    if (ignore !== null) await writeFile(`${file}.dockerignore`, ignore);
    return file;
  }

  remove(): Promise<void> {
    return rm(path.dirname(this.folder), { recursive: true, force: true });
  }
}

/** One after the other, which is what takes the least time for thousands of small files. */
export function writeContents(folder: string, contents: Iterable<readonly [path: string, content: Content]>): void {
  const folders = new Set<string>();
  for (const [name, content] of contents) {
    const file = path.join(folder, name);
    const parent = path.dirname(file);
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
    folders.add(parent);
    if (typeof content === 'string') writeFileSync(file, content);
    else if ('link' in content) symlinkSync(content.link, file);
    else linkSync(path.join(folder, content.sameAs), file);
  }
}

/** What an image has of a file that was copied from disk as it is: SHA-256 of its content, or where a link leads; null for a folder. */
export async function contentOf(file: string): Promise<string | null> {
  const stats = await lstat(file);
  if (stats.isDirectory()) return null;
  return stats.isSymbolicLink() ? readlink(file) : createHash('sha256').update(await readFile(file)).digest('hex');
}
