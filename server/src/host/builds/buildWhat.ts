import { readdir } from 'node:fs/promises';
import type { BuildRequest } from '../../build/request.ts';
import { relativeTo } from '../../build/relativeTo.ts';
import { defaultFiles } from '../../project/compose/fileRoles.ts';
import type { BuiltWhat } from '../../timing/record.ts';
import { toSlashes } from '../fileSystem.ts';

/** What a request builds, as the history names it: builds of the same can be found by it. */
export async function builtWhat({ what }: BuildRequest, workspaceFolder: string): Promise<BuiltWhat> {
  const shown = (path: string): string => relativeTo(workspaceFolder, toSlashes(path));
  if (what.kind === 'dockerfile') return { kind: what.kind, files: [shown(what.dockerfile)], names: what.target === null ? [] : [what.target] };
  if (what.kind === 'bake') return { kind: what.kind, files: what.files.map(shown), names: what.targets.toSorted() };
  const files = what.files.length > 0 ? what.files : await defaultComposeFiles(toSlashes(what.folder));
  return { kind: what.kind, files: files.map(shown), names: what.services.toSorted() };
}

/** What compose loads where nobody names a file: it looks in the folders above, too. */
async function defaultComposeFiles(folder: string): Promise<string[]> {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const names = await readdir(at === '' ? '/' : at).catch(() => []);
    const { base, override } = defaultFiles(new Set(names), '.');
    if (base !== null) return [base, ...(override === null ? [] : [override])].map((name) => `${at}/${name}`);
    if (!at.includes('/')) return [];
  }
}
