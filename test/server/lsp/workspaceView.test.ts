import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import type { EditOffers } from '../../../server/src/protocol.ts';
import { MemoryDisk } from '../host/memoryDisk.ts';
import { connect, itemsOf, PULLING, testHost, until } from './client.ts';

const SERVICE = (version: string): string => `FROM python:${version}-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n`;
const FILES = {
  'compose.yaml': ['services:', ...['a', 'b', 'c'].flatMap((name) => [`  ${name}:`, `    build: ./${name}`]), ''].join('\n'),
  'a/Dockerfile': SERVICE('3.13'), 'a/main.py': 'print()\n', 'a/data.bin': 'x'.repeat(5_000), 'a/node_modules/x/index.js': 'y'.repeat(2_000_000), 'a/package.json': '{}',
  'b/Dockerfile': SERVICE('3.13'), 'b/main.py': '',
  'c/Dockerfile': SERVICE('3.12'), 'c/main.py': '', 'c/.dockerignore': '# mine\n*.md\n', 'c/.env': 'A=b\n',
};
const CAPABILITIES = { ...PULLING, workspace: { ...PULLING.workspace, workspaceEdit: { ...PULLING.workspace!.workspaceEdit, changeAnnotationSupport: {} } } };
const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start() {
  const session = await connect({ capabilities: CAPABILITIES, folders: ['file:///w'], host: { ...testHost, fileSystem: new MemoryDisk('/w', FILES) } });
  cleanups.push(session.close);
  return session;
}

const createdBy = (edit: WorkspaceEdit | undefined) =>
  (edit?.documentChanges ?? []).map((change) => ('kind' in change ? `${change.kind} ${'uri' in change ? change.uri : ''}` : change.textDocument.uri));

describe('hover', () => {
  it('says of FROM who builds the file, and of COPY what it brings', async () => {
    const { open, pull, client } = await start();
    await open('file:///w/a/Dockerfile', FILES['a/Dockerfile']);
    await pull('file:///w/a/Dockerfile');
    const at = async (line: number, character: number): Promise<string> => {
      const hover = (await client.sendRequest('textDocument/hover', { textDocument: { uri: 'file:///w/a/Dockerfile' }, position: { line, character } })) as Hover | null;
      return hover === null ? '' : (hover.contents as { value: string }).value;
    };
    expect(await at(0, 6)).toMatch(/compose\.yaml/);
    await expect.poll(() => at(2, 5)).toMatch(/2\.\d MB/);
    expect(await at(1, 2)).toBe('');
  });
});

describe('what is measured', () => {
  it('comes into findings after the check, and asks the editor to look again only where one says more', async () => {
    const { open, pull, refreshes } = await start();
    await open('file:///w/a/Dockerfile', FILES['a/Dockerfile']);
    const before = itemsOf(await pull('file:///w/a/Dockerfile')).find(({ code }) => code === 'require-dockerignore');
    expect(before?.message).not.toMatch(/kB/);
    await until(() => refreshes() === 1);
    const after = itemsOf(await pull('file:///w/a/Dockerfile')).find(({ code }) => code === 'require-dockerignore');
    expect(after?.message).toMatch(/2\.\d MB/);
  });
});

describe('Create or Update .dockerignore', () => {
  const offersFor = async (uri: string | null): Promise<EditOffers> => (await start()).client.sendRequest('drydock/ignoreOffers', { uri });

  it('offers what each build context lacks, with what it brings', async () => {
    const { offers } = await offersFor(null);
    const own = offers.find(({ label }) => label === 'a/.dockerignore');
    expect(own?.detail).toMatch(/create, \d+ patterns · builds send .* instead of 2\.\d MB in \d files/);
    expect(createdBy(own?.edit)).toEqual(['create file:///w/a/.dockerignore', 'file:///w/a/.dockerignore']);
    const added = offers.find(({ label }) => label === 'c/.dockerignore');
    expect(createdBy(added?.edit)).toEqual(['file:///w/c/.dockerignore']);
    expect(JSON.stringify(added?.edit)).toContain('.env');
  });

  it('keeps to the file or folder that was asked about, and says why there is nothing', async () => {
    for (const uri of ['file:///w/a/Dockerfile', 'file:///w/a']) expect((await offersFor(uri)).offers.map(({ label }) => label)).toEqual(['a/.dockerignore']);
    expect(await offersFor('file:///w/elsewhere')).toEqual({ offers: [], nothing: 'No Dockerfile is built from here, so no ignore file would be read.' });
  });
});

describe('Align Base Images', () => {
  it('moves all that are behind, after a look', async () => {
    const { client, open } = await start();
    const ask = (): Promise<EditOffers> => client.sendRequest('drydock/alignOffers', null);
    const { offers } = await ask();
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({ label: 'Python 3.13', detail: expect.stringContaining('1 Dockerfile changes') as string });
    expect(createdBy(offers[0]!.edit)).toEqual(['file:///w/c/Dockerfile']);
    expect(Object.values(offers[0]!.edit.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: true }]);
    await open('file:///w/c/Dockerfile', SERVICE('3.13'));
    expect(await ask()).toEqual({ offers: [], nothing: 'All Dockerfiles that are built here have the same version of each base image.' });
  });
});

describe('document links', () => {
  it('lead from a dependency to its service, in this file or another of the project', async () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    image: a\n    depends_on: [db, nobody]\n  db:\n    image: postgres\n',
      'compose.override.yaml': 'services:\n  web:\n    depends_on:\n      - db\n',
    };
    const session = await connect({ folders: ['file:///w'], host: { ...testHost, fileSystem: new MemoryDisk('/w', files) } });
    cleanups.push(session.close);
    const linksOf = async (file: keyof typeof files) => {
      await session.open(`file:///w/${file}`, files[file], 'dockercompose');
      const links = await session.client.sendRequest<{ range: unknown; target: string }[]>('textDocument/documentLink', { textDocument: { uri: `file:///w/${file}` } });
      return links.map(({ target }) => target);
    };
    expect(await linksOf('compose.yaml')).toEqual(['file:///w/compose.yaml#L5,3']);
    expect(await linksOf('compose.override.yaml')).toEqual(['file:///w/compose.yaml#L5,3']);
  });
});
