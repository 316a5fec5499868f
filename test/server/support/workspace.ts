import path from 'node:path';
import type { FileSystem, FolderEntry } from '../../../server/src/core/engine/host.ts';
import type { ProjectView } from '../../../server/src/core/engine/projectView.ts';
import type { Language } from '../../../server/src/core/engine/rule.ts';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { shell } from './engine.ts';
import { listFiles, type Fixture, type FixtureFile } from './fixtures.ts';

/** A disk that holds exactly these files; the workspace folder is `/workspace`. */
export function memoryDisk(files: readonly FixtureFile[]): FileSystem {
  const texts = new Map(files.map((file) => [path.posix.join('/workspace', file.path), file.text]));
  const isFolder = (full: string) => full === '/workspace' || [...texts.keys()].some((name) => name.startsWith(`${full}/`));
  const list = async (folder: string): Promise<readonly FolderEntry[] | null> => {
    if (!isFolder(folder)) return null;
    const names = new Map<string, FolderEntry>();
    for (const full of texts.keys()) {
      if (!full.startsWith(`${folder}/`)) continue;
      const [name, ...below] = full.slice(folder.length + 1).split('/');
      names.set(name!, { name: name!, kind: below.length > 0 ? 'folder' : 'file' });
    }
    return [...names.values()];
  };
  return {
    readText: async (full, limit) => {
      const text = texts.get(full);
      return text === undefined || text.length > limit ? null : text;
    },
    list,
    sizes: async (folder) => {
      const entries = await list(folder);
      return entries && { entries: entries.map((entry) => ({ ...entry, size: Buffer.byteLength(texts.get(`${folder}/${entry.name}`) ?? '') })), complete: true };
    },
    stat: async (full) => {
      if (texts.has(full)) return { kind: 'file', size: texts.get(full)!.length };
      return isFolder(full) ? { kind: 'folder', size: 0 } : null;
    },
    realPath: async (full) => full,
  };
}

/** What the project says of one file of a small workspace. */
export function viewOfFiles(files: readonly FixtureFile[], file: string, language: Language): Promise<ProjectView> {
  const index = new WorkspaceIndex(memoryDisk(files), '/workspace');
  index.shell = shell;
  return index.viewFor(file, language);
}

/** Null for a fixture that is a lone file: nothing is known then but itself. */
export async function viewOfFixture({ folder, file }: Fixture): Promise<ProjectView | null> {
  if (folder === null) return null;
  return viewOfFiles(listFiles(folder), file.path, languageOfFixture(file.path));
}

/** By the end of its name: fixtures are called `<what they show>.Dockerfile`. */
export function languageOfFixture(file: string): Language {
  if (/\.dockerignore$/.test(file)) return 'dockerignore';
  return /\.ya?ml$/.test(file) ? 'compose' : 'dockerfile';
}
