import { expect, it } from 'vitest';
import { buildArguments, composeWhat, dockerfileWhat, namedStages } from '../../../server/src/build/whatToBuild.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parseDockerfile.ts';
import { buildable } from '../../../server/src/lsp/builds/buildable.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { pathToFileURL } from 'node:url';
import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testHost } from '../lsp/client.ts';

async function workspaceOf(files: Record<string, string>) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'drydock-buildable-')));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const folders = new Folders(testHost, () => {});
  folders.set([{ uri: pathToFileURL(root).href, name: 'shop' }]);
  const find = (path: string | null = null) => buildable(path === null ? null : pathToFileURL(join(root, path)).href, folders, new AbortController().signal);
  return { root: root.replaceAll('\\', '/'), find, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

it('builds a service as a person would from the folder of its compose file', async () => {
  await using shop = await workspaceOf({
    'compose.yml': 'services:\n  web:\n    build: ./web\n  db:\n    image: postgres\n',
    'compose.override.yml': 'services:\n  web:\n    ports: ["80:80"]\n',
    'web/Dockerfile': 'FROM debian\n',
  });
  const { services } = await shop.find();
  expect(services.map(({ service }) => service)).toEqual(['web']);
  expect(services[0]!.what).toEqual({ kind: 'compose', folder: shop.root, files: [], services: ['web'], profiles: [] });
  expect(services[0]!.range.start).toEqual({ line: 1, character: 2 });
  expect(services[0]!.dockerfile).toMatch(/\/web\/Dockerfile$/);
});

it('names the files with -f where compose would not load them by itself, and the profiles that the service needs', async () => {
  await using shop = await workspaceOf({
    'deploy/compose.yml': 'services:\n  web:\n    image: web\n  db:\n    image: postgres\n',
    'deploy/compose.prod.yml': 'services:\n  web:\n    build: {context: .., target: prod}\n    profiles: [ci, "${WHO}"]\n  db:\n    restart: always\n',
  });
  const { services } = await shop.find('deploy/compose.prod.yml');
  expect(services.map(({ what }) => what)).toEqual([
    {
      kind: 'compose',
      folder: `${shop.root}/deploy`,
      files: [`${shop.root}/deploy/compose.yml`, `${shop.root}/deploy/compose.prod.yml`],
      services: ['web'],
      profiles: ['ci'],
    },
  ]);
});

it('offers a service that another file says how to build', async () => {
  await using shop = await workspaceOf({
    'compose.yml': 'services:\n  router:\n    extends: {file: common/router.yml, service: base}\n  cache:\n    extends: {file: common/router.yml, service: store}\n',
    'common/router.yml': 'services:\n  base:\n    build: ../router\n  store:\n    image: redis\n',
    'router/Dockerfile': 'FROM debian\n',
  });
  const { services } = await shop.find('compose.yml');
  expect(services.map(({ what }) => what)).toEqual([{ kind: 'compose', folder: shop.root, files: [], services: ['router'], profiles: [] }]);
  expect(services[0]!.dockerfile).toMatch(/\/router\/Dockerfile$/);
});

it('loads the base with a file whose services lean on it', async () => {
  await using shop = await workspaceOf({
    'compose.yml': 'services:\n  web:\n    image: web\nnetworks:\n  shop:\n',
    'compose.tests.yml': 'services:\n  tests:\n    build: .\n    depends_on: [web]\n',
    'compose.load.yml': 'services:\n  load:\n    build: .\n    networks: [shop]\n',
    'compose.alone.yml': 'services:\n  alone:\n    build: .\n    networks: [default]\n    depends_on: {other: {condition: service_started}}\n  other:\n    image: web\n',
  });
  const { services } = await shop.find();
  expect(services.map(({ service, what }) => [service, what.files.map((file) => file.slice(shop.root.length + 1))])).toEqual([
    ['alone', ['compose.alone.yml']],
    ['load', ['compose.yml', 'compose.load.yml']],
    ['tests', ['compose.yml', 'compose.tests.yml']],
  ]);
});

it('gives -f to a file that is not the one compose finds in its folder', async () => {
  await using shop = await workspaceOf({
    'compose.yaml': 'services:\n  web:\n    image: web\n',
    'docker-compose.yml': 'services:\n  web:\n    build: .\n',
  });
  const { services } = await shop.find('docker-compose.yml');
  expect(services[0]!.what.files).toEqual([`${shop.root}/docker-compose.yml`]);
});

it('builds a Dockerfile from the context and with the arguments that its service gives it', async () => {
  await using shop = await workspaceOf({
    'compose.yml': 'services:\n  web:\n    build: {context: ., dockerfile: web/Dockerfile, target: prod, args: {A: "1", B: }}\n',
    'web/Dockerfile': 'ARG A=0\nFROM debian AS base\nARG A\nARG B="x y"\nARG TARGETARCH\nFROM base AS prod\nARG HTTP_PROXY\n',
    'alone/Dockerfile': 'FROM debian\n',
  });
  const { dockerfiles } = await shop.find();
  const web = dockerfiles.find(({ uri }) => uri.endsWith('/web/Dockerfile'))!;
  expect(web.what).toEqual({
    kind: 'dockerfile', folder: shop.root, dockerfile: `${shop.root}/web/Dockerfile`, context: shop.root,
    target: 'prod', args: { A: '1' }, platform: null, tags: [],
  });
  expect(web.stages).toEqual(['base', 'prod']);
  expect(web.args).toEqual([{ name: 'A', default: '0' }, { name: 'B', default: 'x y' }]);
  expect(dockerfiles.find(({ uri }) => uri.endsWith('/alone/Dockerfile'))!.what.context).toBe(`${shop.root}/alone`);
});

it('offers the targets of a bake file where bake runs', async () => {
  await using shop = await workspaceOf({ 'ci/docker-bake.hcl': 'target "api" {\n  context = "."\n}\n', 'ci/Dockerfile': 'FROM debian\n' });
  expect((await shop.find()).bakeTargets.map(({ target, what }) => [target, what])).toEqual([
    ['api', { kind: 'bake', folder: `${shop.root}/ci`, files: [`${shop.root}/ci/docker-bake.hcl`], targets: ['api'] }],
  ]);
});

it('builds nothing of a service that no project has', () => {
  expect(composeWhat([], 'web', '/w', new Set())).toBeNull();
});

it('keeps an argument that is called like a key of every object', () => {
  const model = parseDockerfile('FROM a AS __proto__\nARG __proto__=1\nARG constructor\n');
  expect(buildArguments(model).map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  expect(namedStages(model)).toEqual(['__proto__']);
});

it('takes a context outside of the workspace as it is named', () => {
  const use = { context: { path: '../lib' }, args: new Map(), target: null } as unknown as Parameters<typeof dockerfileWhat>[1];
  expect(dockerfileWhat('web/Dockerfile', use, '/w').context).toBe('/w/../lib');
});
