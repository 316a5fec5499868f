import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk } from './memoryDisk.ts';

async function open() {
  const disk = new MemoryDisk('/w', {
    'api/Dockerfile': 'FROM x\nCOPY . .\n', 'shared/a.py': '', 'web/link': { link: '/w/shared' }, 'web/node_modules/x/i.js': '', 'web/index.js': '',
  });
  const index = new WorkspaceIndex(disk, '/w');
  const view = await index.viewFor('api/Dockerfile', 'dockerfile');
  return { disk, index, kindOf: (path: string) => view.kindOf!(path) };
}

it('tells at once what stands outside of the build contexts', async () => {
  const { disk, kindOf } = await open();
  disk.forgetCounts();
  expect(['.', 'shared', 'shared/a.py', 'shared/b.py', 'nothing/here', 'shared/a.py/below'].map(kindOf)).toEqual(['folder', 'folder', 'file', null, null, null]);
  expect(disk.lists).toEqual([]);
});

it('does not know what nobody listed: links, folders that are not entered, other places', async () => {
  const { kindOf } = await open();
  expect(['web/link', 'web/link/a.py', 'web/node_modules/x', '../elsewhere', '/etc'].map(kindOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(kindOf('web/node_modules')).toBe('folder');
});

it('has another generation when what was asked has come or gone, and not for other files', async () => {
  const { disk, index, kindOf } = await open();
  const change = async (path: string, text: string | undefined) => {
    const before = index.generation;
    disk.set(path, text);
    await index.fileChanged(path);
    return index.generation > before;
  };
  expect(kindOf('shared/b.py')).toBe(null);
  expect(await change('web/other.js', '')).toBe(false);
  expect(await change('shared/b.py', '')).toBe(true);
  expect(kindOf('shared/b.py')).toBe('file');
  expect(await change('shared/b.py', 'changed')).toBe(false);
  expect(await change('shared/b.py', undefined)).toBe(true);
  expect(kindOf('shared/b.py')).toBe(null);
});
