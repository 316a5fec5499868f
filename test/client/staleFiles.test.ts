import { beforeEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { pathMatcher } from '../../server/src/core/engine/globs.ts';
import { documentAt, fakeVscode } from './fakeVscode.ts';

let fake = fakeVscode();
let watched: string[] = [];

beforeEach(() => {
  fake = fakeVscode();
  watched = [];
  vi.resetModules();
  vi.doMock('vscode', () => {
    const { workspace } = fake.module;
    return { ...fake.module, workspace: { ...workspace, createFileSystemWatcher: (glob: string) => (watched.push(glob), workspace.createFileSystemWatcher()) } };
  });
});

async function start(...kept: string[]) {
  const forgotten: string[] = [];
  const { StaleFiles } = await import('../../client/src/staleFiles.ts');
  const stale = new StaleFiles(() => kept, (uri) => void forgotten.push(uri.toString()));
  return { stale, forgotten };
}

it('watches every kind of file that has findings, once there are some', async () => {
  const { stale } = await start();
  expect(watched).toEqual([]);
  stale.watch();
  stale.watch();
  expect(watched).toHaveLength(1);
  const matches = pathMatcher(watched);
  const names = ['Dockerfile', 'Dockerfile.dev', 'api.dockerfile', 'Containerfile', 'compose.yaml', 'docker-compose.prod.yml', 'Docker-Compose.yml', '.dockerignore', 'Dockerfile.dockerignore'];
  expect(names.filter((name) => !matches(`a/${name}`))).toEqual([]);
});

it('takes a save for no change, and a change of a closed file for one', async () => {
  const { stale, forgotten } = await start('file:///w/Dockerfile');
  stale.watch();
  fake.textDocuments.push(documentAt('file:///w/Dockerfile'));
  fake.events.fileChanged.fire(URI.parse('file:///w/Dockerfile'));
  expect(forgotten).toEqual([]);
  fake.textDocuments.splice(0);
  fake.events.fileChanged.fire(URI.parse('file:///w/Dockerfile'));
  expect(forgotten).toEqual(['file:///w/Dockerfile']);
});

it('forgets all of a folder that is gone, and nothing of one whose name only begins alike', async () => {
  const { forgotten } = await start('file:///w/a/Dockerfile', 'file:///w/ab/Dockerfile', 'file:///w/a/b/compose.yml');
  fake.events.renamed.fire({ files: [{ oldUri: URI.parse('file:///w/a'), newUri: URI.parse('file:///w/c') }] });
  expect(forgotten).toEqual(['file:///w/a/Dockerfile', 'file:///w/a/b/compose.yml']);
});
