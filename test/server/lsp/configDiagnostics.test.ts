import { afterEach, describe, expect, it } from 'vitest';
import { MemoryDisk } from '../host/memoryDisk.ts';
import { connect, itemsOf, PULLING, rulesOf, testHost, until } from './client.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start(files: Readonly<Record<string, string>>) {
  const disk = new MemoryDisk('/w', { Dockerfile: PIP, ...files });
  const workspace = { ...PULLING.workspace, didChangeWatchedFiles: { dynamicRegistration: true } };
  const session = await connect({ host: { ...testHost, fileSystem: disk }, folders: ['file:///w'], capabilities: { ...PULLING, workspace } });
  cleanups.push(session.close);
  const globs: unknown[] = [];
  session.client.onRequest('client/registerCapability', ({ registrations }: { registrations: { registerOptions?: { watchers?: { globPattern: unknown }[] } }[] }) => {
    for (const { registerOptions } of registrations) globs.push(...(registerOptions?.watchers ?? []).map(({ globPattern }) => globPattern));
    return null;
  });
  await session.open('file:///w/Dockerfile', PIP);
  const told = (file: string) => session.pushed.get(`file:///w/${file}`)?.map(({ range, severity, message }) => `${range.start.line}:${range.start.character} ${severity} ${message}`);
  const pull = async () => rulesOf(await session.pull('file:///w/Dockerfile').catch(() => session.pull('file:///w/Dockerfile')));
  return { ...session, disk, told, pull, registered: () => globs };
}

describe('problems of a configuration', () => {
  it('are shown at their lines, whether the file is open or not, until they are mended', async () => {
    const { pull, told, disk, filesChanged } = await start({ 'drydock.json': '{\n  "rulez": {},\n  "extends": "base.json"\n}', 'base.json': '{ "gates": 3 }' });
    await pull();
    await until(() => told('base.json') !== undefined);
    expect(told('drydock.json')).toEqual(['1:2 2 There is no setting "rulez": did you mean "rules"?']);
    expect(told('base.json')).toEqual(['0:11 2 "gates" must be an object of scores.']);
    disk.set('drydock.json', '{\n  "extends": "gone.json"\n}');
    await filesChanged('file:///w/drydock.json');
    await until(() => told('base.json')?.length === 0);
    expect(told('drydock.json')).toEqual(['1:13 1 "gone.json" does not exist, or is behind a link that leads out of the project.']);
    disk.set('drydock.json', '{}');
    await filesChanged('file:///w/drydock.json');
    await until(() => told('drydock.json')?.length === 0);
  });

  it('follow what somebody writes, and are never answered to a pull as well', async () => {
    const { open, change, pull, told, client, pushed } = await start({ 'drydock.json': '{}' });
    await pull();
    await open('file:///w/drydock.json', '{ "rulez": 1 }', 'json');
    await until(() => told('drydock.json')?.length === 1);
    expect(itemsOf(await client.sendRequest('textDocument/diagnostic', { textDocument: { uri: 'file:///w/drydock.json' } }))).toEqual([]);
    await change('file:///w/drydock.json', 2, [{ text: '{ "rules": {} }' }]);
    await until(() => told('drydock.json')?.length === 0);
    expect([...pushed.keys()]).toEqual(['file:///w/drydock.json']);
  });

  it('go with their folder', async () => {
    const { pull, told, foldersChanged } = await start({ 'drydock.json': '[]' });
    await pull();
    await until(() => told('drydock.json')?.length === 1);
    await foldersChanged([], ['file:///w']);
    await until(() => told('drydock.json')?.length === 0);
  });
});

describe('settings', () => {
  it('say other things of files that an override names', async () => {
    const config = '{ "overrides": [{ "files": ["old/**"], "rules": { "require-cache-mount": "off" } }] }';
    const { open, pull, client } = await start({ 'drydock.json': config, 'old/Dockerfile': PIP });
    await open('file:///w/old/Dockerfile', PIP);
    expect(await pull()).toEqual(['require-cache-mount']);
    expect(rulesOf(await client.sendRequest('textDocument/diagnostic', { textDocument: { uri: 'file:///w/old/Dockerfile' } }))).toEqual([]);
  });

  it('in package.json count, follow its changes, and are what a rule is silenced in', async () => {
    const { pull, disk, filesChanged, actions } = await start({ 'package.json': '{ "drydock": { "rules": { "require-cache-mount": "hint" } } }' });
    expect(await pull()).toEqual(['require-cache-mount']);
    const silence = (await actions('file:///w/Dockerfile', 3)).find(({ title }) => title.endsWith('in this workspace'));
    expect(JSON.stringify(silence?.edit)).toContain('package.json');
    expect(JSON.stringify(silence?.edit)).toContain(String.raw`\"require-cache-mount\": \"off\"`);
    disk.set('package.json', '{ "drydock": { "rules": { "require-cache-mount": "off" } } }');
    await filesChanged('file:///w/package.json');
    expect(await pull()).toEqual([]);
  });

  it('follow a file that they extend', async () => {
    const { pull, disk, filesChanged, registered } = await start({ 'drydock.json': '{ "extends": "team.json" }', 'team.json': '{}' });
    expect(await pull()).toEqual(['require-cache-mount']);
    await until(() => registered().includes('**/team.json'));
    disk.set('team.json', '{ "rules": { "require-cache-mount": "off" } }');
    await filesChanged('file:///w/team.json');
    expect(await pull()).toEqual([]);
  });
});
