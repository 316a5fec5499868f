import { expect, it } from 'vitest';
import { resolveConfig } from '../../../server/src/core/engine/config.ts';
import { ContextMeasurer } from '../../../server/src/host/contextMeasurer.ts';
import { scanFiles } from '../../../server/src/host/scanFiles.ts';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk } from './memoryDisk.ts';

const SERVICE = { Dockerfile: 'FROM node:22\nCOPY . .\n', 'package.json': '{}', 'src/main.js': '1;' };

function services(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => Object.entries(SERVICE).map(([name, text]) => [`s${i}/${name}`, text])).flat());
}

async function scanAll(files: Record<string, string>) {
  const disk = new MemoryDisk('/w', files);
  const index = new WorkspaceIndex(disk, '/w');
  await index.open();
  const seen = new Map<string, { known: number; bytes: number | undefined }>();
  const measurer = new ContextMeasurer(disk);
  for await (const file of scanFiles({ index, measurer, files: index.dockerFiles(), rules: [], config: resolveConfig([], []), shell: null })) {
    if (file.skipped !== null) continue;
    const { context } = [...(file.project?.uses ?? []), ...(file.project?.readers ?? [])][0]!;
    seen.set(file.path, { known: context.files.paths.length, bytes: context.measure?.sent(context.copied, null).bytes });
  }
  return { disk, index, seen };
}

it('has read and measured the context of each file when its turn comes', async () => {
  const { seen } = await scanAll(services(30));
  expect(seen.size).toBe(30);
  for (const each of seen.values()) expect(each).toEqual({ known: 3, bytes: 26 });
});

it('measures the context of an ignore file before the Dockerfiles that come after it', async () => {
  const { seen } = await scanAll({ ...services(1), 's0/.dockerignore': 'src\n' });
  expect([...seen.keys()]).toEqual(['s0/.dockerignore', 's0/Dockerfile']);
  expect(seen.get('s0/.dockerignore')).toEqual({ known: 4, bytes: 30 });
});

it('forgets contexts that lie behind, and reads them again for whoever asks', async () => {
  const { disk, index } = await scanAll(services(600));
  const contextOf = async (path: string) => (await index.viewFor(path, 'dockerfile')).uses[0]!.context;
  expect((await contextOf('s1/Dockerfile')).measure).toBeNull();
  expect((await contextOf('s99/Dockerfile')).measure).not.toBeNull();
  expect((await contextOf('s1/Dockerfile')).files.paths).toEqual(['Dockerfile', 'package.json', 'src/main.js']);
  const generation = index.generation;
  disk.set('s1/more.js', '2;');
  await index.fileChanged('s1/more.js');
  expect(index.generation).toBeGreaterThan(generation);
  expect((await contextOf('s1/Dockerfile')).files.paths).toContain('more.js');
});
