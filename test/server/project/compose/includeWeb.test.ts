import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk } from '../../host/memoryDisk.ts';

it('ends soon where hundreds of files include each other', async () => {
  const files: Record<string, string> = { Dockerfile: 'FROM a\nCOPY . .\n' };
  for (let i = 0; i < 300; i++) {
    files[`i${i}/compose.yaml`] = `include: [../i${i + 1}/compose.yaml, ../i${(i * 7) % 300}/compose.yaml]\nservices: {x${i}: {build: ..}}\n`;
  }
  const index = new WorkspaceIndex(new MemoryDisk('/w', files), '/w');
  const before = process.cpuUsage();
  const { uses } = await index.viewFor('Dockerfile', 'dockerfile');
  const { user, system } = process.cpuUsage(before);
  expect(uses.length).toBeGreaterThan(0);
  expect((user + system) / 1000).toBeLessThan(10_000);
});
