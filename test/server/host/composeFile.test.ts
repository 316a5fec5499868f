import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk } from './memoryDisk.ts';

const FILES = {
  'compose.yml': 'services:\n  web:\n    image: nginx:1.27\n',
  'compose.override.yml': 'services:\n  web:\n    ports: ["8080:80"]\n',
  'Dockerfile': 'FROM nginx:1.27\n',
};

async function open() {
  const index = new WorkspaceIndex(new MemoryDisk('/w', FILES), '/w');
  await index.open();
  return index;
}

it('shows a rule another compose file, once read and once parsed', async () => {
  const view = await (await open()).viewFor('compose.yml', 'compose');
  const override = view.composeFile!('compose.override.yml');
  expect(override?.text).toBe(FILES['compose.override.yml']);
  expect(view.composeFile!('compose.override.yml')).toBe(override);
  expect(view.composeFile!('Dockerfile')).toBeNull();
  expect(view.composeFile!('compose.prod.yml')).toBeNull();
});

it('shows the unsaved text of another compose file', async () => {
  const index = await open();
  const view = await index.viewFor('compose.yml', 'compose');
  const before = view.composeFile!('compose.override.yml');
  index.overlay('compose.override.yml', 'services: {}\n');
  const after = (await index.viewFor('compose.yml', 'compose')).composeFile!('compose.override.yml');
  expect(after).not.toBe(before);
  expect(after?.text).toBe('services: {}\n');
});
