import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk } from './memoryDisk.ts';

const DOCKERFILE = 'FROM a\nCOPY . .\n';
const FILES = { 'm/compose.yaml': 'services:\n  a:\n    build: ./a\n', 'm/a/Dockerfile': DOCKERFILE, 'm/a/main.py': '', 'm/a/node_modules/x/index.js': '' };

it.each([
  ['the Dockerfile', ['m/a/Dockerfile']],
  ['the compose file', ['m/compose.yaml']],
  ['both', ['m/compose.yaml', 'm/a/Dockerfile']],
  ['the folder', ['m']],
])('reads a new folder that an editor showed before its events came: %s', async (_, events) => {
  const disk = new MemoryDisk('/w', { 'other/Dockerfile': DOCKERFILE });
  const index = new WorkspaceIndex(disk, '/w');
  await index.open();
  for (const [path, text] of Object.entries(FILES)) disk.set(path, text);
  index.overlay('m/a/Dockerfile', DOCKERFILE);
  await index.viewFor('m/a/Dockerfile', 'dockerfile');
  for (const path of events) void index.fileChanged(path);
  const { uses } = await index.viewFor('m/a/Dockerfile', 'dockerfile');
  expect(uses[0]!.context.files.complete).toBe(true);
  expect(uses[0]!.context.files.has('main.py')).toBe(true);
});
