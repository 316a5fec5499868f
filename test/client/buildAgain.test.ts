import { beforeEach, expect, it } from 'vitest';
import type { BuildableResult, ComposeWhat } from '../../server/src/protocol.ts';
import type { BuiltWhat } from '../../server/src/timing/record.ts';
import { editorWithTrees, fakeServer, FOLDER, type Editor } from './historySupport.ts';

const compose = (files: readonly string[], services: readonly string[], profiles: readonly string[] = []): ComposeWhat => ({ kind: 'compose', folder: '/w/shop', files, services, profiles });
const service = (name: string, what: ComposeWhat) => ({ service: name, uri: 'file:///w/shop/compose.yml', what, dockerfile: null });
const FOUND = {
  services: [
    service('api', compose(['/w/shop/compose.yml', '/w/shop/dev.yml'], ['api'])),
    service('api', compose([], ['api'])),
    service('web', compose([], ['web'], ['front'])),
  ],
  dockerfiles: [],
  bakeTargets: [{ target: 'app', uri: 'file:///w/shop/docker-bake.hcl', what: { kind: 'bake', folder: '/w/shop', files: ['/w/shop/docker-bake.hcl'], targets: ['app'] } }],
} as unknown as BuildableResult;

let editor: Editor;

beforeEach(() => {
  editor = editorWithTrees();
});

async function again(what: BuiltWhat) {
  const { buildAgain } = await import('../../client/src/history/buildAgain.ts');
  const server = fakeServer({ 'drydock/buildable': () => FOUND });
  await buildAgain((server.context as { server: never }).server, FOLDER, what);
  return server.requests.map(({ params }) => params);
}

it('builds services again by the files as they are now', async () => {
  expect(await again({ kind: 'compose', files: ['compose.yml'], names: ['api', 'web'] })).toEqual([{ uri: 'file:///w/shop/compose.yml' }]);
  expect(editor.commands).toEqual([['drydock.buildService', { what: compose([], ['api', 'web'], ['front']) }]]);
});

it('takes the files that were named then, where they are still built together', async () => {
  await again({ kind: 'compose', files: ['compose.yml', 'dev.yml'], names: ['api'] });
  await again({ kind: 'compose', files: ['compose.yml', 'compose.override.yml'], names: ['api'] });
  expect(editor.commands).toEqual([
    ['drydock.buildService', { what: compose(['/w/shop/compose.yml', '/w/shop/dev.yml'], ['api']) }],
    ['drydock.buildService', { what: compose([], ['api']) }],
  ]);
});

it('builds all of a file again where no names were asked for', async () => {
  await again({ kind: 'compose', files: ['compose.yml'], names: [] });
  expect(editor.commands).toEqual([['drydock.buildService', { what: compose([], []) }]]);
});

it('builds targets of a bake file again', async () => {
  await again({ kind: 'bake', files: ['docker-bake.hcl'], names: ['app'] });
  expect(editor.commands).toEqual([['drydock.buildService', { what: { kind: 'bake', folder: '/w/shop', files: ['/w/shop/docker-bake.hcl'], targets: ['app'] } }]]);
});

it('asks again what a Dockerfile is built with', async () => {
  expect(await again({ kind: 'dockerfile', files: ['api/Dockerfile'], names: ['prod'] })).toEqual([]);
  expect(editor.commands.map(([command, uri]) => [command, String(uri)])).toEqual([['drydock.buildDockerfile', 'file:///w/shop/api/Dockerfile']]);
});

it('says so where it cannot be built any more', async () => {
  await again({ kind: 'compose', files: ['compose.yml'], names: ['api', 'gone'] });
  await again({ kind: 'compose', files: [], names: [] });
  expect(editor.commands).toEqual([]);
  expect(editor.messages[0]).toBe('api, gone cannot be built any more: it is no longer in compose.yml.');
  expect(editor.messages).toHaveLength(2);
});
