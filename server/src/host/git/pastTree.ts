import { createHash } from 'node:crypto';
import path from 'node:path';
import type { GitProcess } from './gitProcess.ts';

/** What stands at a path of a commit. */
export interface PastEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  /** In hexadecimal: SHA-1 or SHA-256, as the repository has it. */
  readonly id: string;
}

/** Characters of the paths of one command: Windows takes 32,767 for all of it. */
const MOST_ARGUMENTS = 20_000;

/** `<mode> SP <type> SP <object> TAB <file>`, git-ls-tree(1); the rest is the file's name, whatever it holds. */
const ENTRY = /^(\d{6}) (\w+) ([0-9a-f]{40,64})\t([^]+)$/;

/**
 * The id of a commit; null where git does not know `ref`.
 * @param ref must not begin with `-`
 */
export async function commitOf(git: GitProcess, folder: string, ref: string): Promise<string | null> {
  return idIn(await git.run(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]));
}

/** Where the current branch left `commit`; null where nothing tells, as in a clone that lacks the history. */
export async function mergeBase(git: GitProcess, folder: string, commit: string): Promise<string | null> {
  return idIn(await git.run(folder, ['merge-base', commit, 'HEAD']));
}

function idIn({ code, output }: { readonly code: number | null; readonly output: string }): string | null {
  const id = output.trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : null;
}

/**
 * What a commit has at some paths; what it has not is absent.
 * @param files relative to `folder`, with `/`
 * @throws Error where the commit cannot be read
 */
export async function entriesOf(git: GitProcess, folder: string, commit: string, files: readonly string[]): Promise<ReadonlyMap<string, PastEntry>> {
  const found = await listed(git, folder, ['-r', commit], files);
  const missing = files.filter((file) => !found.has(file));
  if (missing.length === 0) return found;
  const folders = await listed(git, folder, ['-d', commit], [...new Set(missing.flatMap(foldersAbove))]);
  for (const [module, { kind, id }] of folders) {
    if (kind !== 'submodule') continue;
    const inner = missing.filter((file) => file.startsWith(`${module}/`)).map((file) => file.slice(module.length + 1));
    // Its files are in its own repository, at the commit that the outer one has of it. One that lacks that commit cannot tell: all is new.
    const entries = await entriesOf(git, path.join(folder, module), id, inner).catch(() => []);
    for (const [file, entry] of entries) found.set(`${module}/${file}`, entry);
  }
  return found;
}

async function listed(git: GitProcess, folder: string, what: readonly string[], files: readonly string[]): Promise<Map<string, PastEntry>> {
  const found = new Map<string, PastEntry>();
  for (const group of inArgumentGroups(files)) {
    const { code, output, errors, spawnError } = await git.run(folder, ['ls-tree', '-z', ...what, '--', ...group]);
    if (code !== 0) throw new Error(spawnError?.message ?? /^(?:fatal|error): (.*?)\.?$/m.exec(errors)?.[1] ?? 'git ended without a word');
    for (const line of output.split('\0')) {
      const [, mode, type, id, file] = ENTRY.exec(line) ?? [];
      if (id !== undefined && file !== undefined) found.set(file, { kind: type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file', id });
    }
  }
  return found;
}

function foldersAbove(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function inArgumentGroups(files: readonly string[]): string[][] {
  const groups: string[][] = [];
  let length = Infinity;
  for (const file of files) {
    length += file.length + 3;
    if (length > MOST_ARGUMENTS) {
      groups.push([]);
      length = file.length;
    }
    groups.at(-1)!.push(file);
  }
  return groups;
}

/** True where git would store these bytes as that object. Line endings that git turns on checkout do not count as a change. */
export function isSameBlob(id: string, bytes: Buffer): boolean {
  if (blobId(id, bytes) === id) return true;
  return bytes.includes('\r\n') && blobId(id, Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')) === id;
}

function blobId(like: string, bytes: Buffer): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
