import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../server/src/host/workspaceIndex.ts';
import { noCleanupInLaterLayer } from '../../../../server/src/rules/no-cleanup-in-later-layer.ts';
import { MemoryDisk } from '../../host/memoryDisk.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

async function check(files: Record<string, string>) {
  const all = { Dockerfile: 'FROM debian:bookworm-slim\nCOPY scripts/ /tmp/scripts/\nRUN sh /tmp/scripts/setup.sh && rm -rf /tmp/scripts\n', ...files };
  const project = await new WorkspaceIndex(new MemoryDisk('/w', all), '/w').viewFor('Dockerfile', 'dockerfile');
  return findingsOf(documentOf(all.Dockerfile, 'dockerfile', 'Dockerfile'), { rules: [noCleanupInLaterLayer], project });
}

const scripts = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`scripts/${i}.sh`, '']));

it('leaves a handful of scripts alone: taken away or not, they weigh nothing', async () => {
  expect(await check({ 'scripts/setup.sh': '', 'scripts/more.sh': '' })).toEqual([]);
  expect(await check(scripts(20))).toEqual([]);
});

it('speaks of many files, and where nothing shows how many they are', async () => {
  expect(await check(scripts(21))).toHaveLength(1);
  expect(await check({})).toHaveLength(1);
});

it('speaks of a few where an archive is among them', async () => {
  const Dockerfile = 'FROM debian:bookworm-slim\nCOPY drivers /tmp/drivers\nRUN dpkg -i /tmp/drivers/*.deb && rm -rf /tmp/drivers\n';
  expect(await check({ Dockerfile, 'drivers/one.deb': '' })).toHaveLength(1);
  expect(await check({ Dockerfile, 'drivers/one.conf': '' })).toEqual([]);
});

it('goes by names where the context does not show the files', async () => {
  const copying = (sources: string) => `FROM debian:bookworm-slim\nCOPY ${sources} /tmp/setup/\nRUN if [ -f /tmp/setup/a ]; then true; fi && rm -rf /tmp/setup\n`;
  expect(await check({ Dockerfile: copying('environment.yml* conf/noop.txt') })).toEqual([]);
  expect(await check({ Dockerfile: copying('environment.yml* drivers/') })).toHaveLength(1);
});
