import { readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { languageOf } from '../../server/src/core/engine/fileKinds.ts';
import { documentAt, fakeVscode } from './fakeVscode.ts';

let fake = fakeVscode();

beforeEach(() => {
  fake = fakeVscode();
  vi.resetModules();
  vi.doMock('vscode', () => fake.module);
});

const FINDING = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } }, message: 'Found.', severity: 2, source: 'drydock', code: 'a' } as const;
const resultOf = (...uris: string[]) => ({ files: uris.map((uri) => ({ uri, diagnostics: [FINDING] })), skipped: [], milliseconds: 1, cancelled: false });

describe('scan results', () => {
  const start = async () => new (await import('../../client/src/scanResults.ts')).ScanResults();

  it('give way to the server while a document is open, and come back', async () => {
    const results = await start();
    fake.openInTab(documentAt('file:///w/open/Dockerfile'));
    results.show(resultOf('file:///w/open/Dockerfile', 'file:///w/a/Dockerfile'));
    expect([...fake.shown.keys()]).toEqual(['file:///w/a/Dockerfile']);
    fake.closeTab('file:///w/open/Dockerfile');
    fake.openInTab(documentAt('file:///w/a/Dockerfile'));
    expect([...fake.shown.keys()]).toEqual(['file:///w/open/Dockerfile']);
  });

  it('show for a document that the editor keeps without a tab: nobody else checks it', async () => {
    const results = await start();
    fake.textDocuments.push(documentAt('file:///w/Dockerfile'));
    results.show(resultOf('file:///w/Dockerfile'));
    fake.events.opened.fire(documentAt('file:///w/Dockerfile'));
    expect(fake.shown.size).toBe(1);
  });

  it('stay where the server does not check what is open', async () => {
    const results = await start();
    results.show(resultOf('file:///w/Dockerfile'));
    fake.openInTab(documentAt('file:///w/Dockerfile', 'plaintext'));
    expect(fake.shown.size).toBe(1);
  });

  it('go with an edit, in the editor or outside, not with a save', async () => {
    const results = await start();
    results.show(resultOf('file:///w/a', 'file:///w/b'));
    fake.events.changed.fire({ document: documentAt('file:///w/a'), contentChanges: [] });
    expect(fake.shown.size).toBe(2);
    fake.events.changed.fire({ document: documentAt('file:///w/a'), contentChanges: [{}] });
    fake.events.closed.fire(documentAt('file:///w/a'));
    expect([...fake.shown.keys()]).toEqual(['file:///w/b']);
    fake.events.fileChanged.fire(URI.parse('file:///w/b'));
    expect(fake.shown.size).toBe(0);
  });

  const many = (...uris: string[]) => ({ ...resultOf(), files: uris.map((uri) => ({ uri, diagnostics: Array.from({ length: 3_000 }, () => FINDING) })) });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

  it('of thousands of files are shown by and by, so that others are served meanwhile', async () => {
    const results = await start();
    const showing = results.show(many('file:///w/a', 'file:///w/b', 'file:///w/c'));
    expect([...fake.shown.keys()]).toEqual(['file:///w/a']);
    fake.events.changed.fire({ document: documentAt('file:///w/b'), contentChanges: [{}] });
    await showing;
    expect([...fake.shown.keys()]).toEqual(['file:///w/a', 'file:///w/c']);
  });

  it('give way to those of the next scan, shown in whole or not', async () => {
    const results = await start();
    const first = results.show(many('file:///w/a', 'file:///w/b'));
    await results.show(resultOf('file:///w/c'));
    await first;
    expect([...fake.shown.keys()]).toEqual(['file:///w/c']);
  });

  it('are no longer shown when nobody is there to see them', async () => {
    const results = await start();
    const showing = results.show(many('file:///w/a', 'file:///w/b'));
    results.dispose();
    await showing;
    await turn();
    expect([...fake.shown.keys()]).not.toContain('file:///w/b');
  });

  it('go with their files, folders and workspace folders', async () => {
    const results = await start();
    results.show(resultOf('file:///w/a/Dockerfile', 'file:///w/a b/Dockerfile', 'file:///w/ab/Dockerfile', 'file:///v/Dockerfile', 'file:///w/c'));
    fake.events.deleted.fire({ files: [URI.parse('file:///w/a')] });
    fake.events.renamed.fire({ files: [{ oldUri: URI.parse('file:///w/c'), newUri: URI.parse('file:///w/d') }] });
    fake.events.folders.fire({ added: [], removed: [{ uri: URI.parse('file:///v') }] });
    fake.events.fileDeleted.fire(URI.parse('file:///w/a b/Dockerfile'));
    expect([...fake.shown.keys()]).toEqual(['file:///w/ab/Dockerfile']);
  });

  it('leave no listener behind', async () => {
    const results = await start();
    results.show(resultOf('file:///w/a'));
    results.dispose();
    expect(Object.values(fake.events).map(({ listeners }) => listeners.size)).toEqual(Object.values(fake.events).map(() => 0));
    expect(fake.shown.size).toBe(0);
  });
});

describe('the first Docker document', () => {
  it('is told of once, be it open already or later', async () => {
    const { DockerDocuments } = await import('../../client/src/dockerDocuments.ts');
    const first = vi.fn();
    new DockerDocuments(first);
    fake.events.opened.fire(documentAt('file:///w/a.ts', 'typescript'));
    expect(first).not.toHaveBeenCalled();
    fake.events.opened.fire(documentAt('file:///w/Dockerfile'));
    fake.events.opened.fire(documentAt('file:///w/b/Dockerfile'));
    expect(first).toHaveBeenCalledTimes(1);
    fake.textDocuments.push(documentAt('file:///w/compose.yaml', 'dockercompose'));
    const again = vi.fn();
    new DockerDocuments(again);
    expect(again).toHaveBeenCalledTimes(1);
  });
});

describe('Fix All in File', () => {
  const run = async (answer: unknown) => {
    const { fixAllInFile } = await import('../../client/src/commands/fixAllInFile.ts');
    await fixAllInFile({ server: { request: () => Promise.resolve(answer) } } as never);
  };

  it('leaves a file that changed meanwhile as it is, and says so', async () => {
    fake.window.activeTextEditor = { document: documentAt('file:///w/Dockerfile', 'dockerfile', 7) };
    await run({ version: 6, edits: [{ range: FINDING.range, newText: 'x' }], fixed: 1, left: 0 });
    expect(fake.applied).toEqual([]);
    expect(fake.messages).toEqual([expect.stringContaining('changed meanwhile')]);
  });

  it('never does nothing in silence', async () => {
    fake.window.activeTextEditor = { document: documentAt('file:///w/Dockerfile') };
    await run(null);
    fake.window.activeTextEditor = { document: documentAt('file:///w/a.ts', 'typescript') };
    await run(null);
    fake.window.activeTextEditor = undefined;
    await run(null);
    expect(fake.messages).toHaveLength(3);
  });

  it('applies all edits as one', async () => {
    fake.window.activeTextEditor = { document: documentAt('file:///w/Dockerfile') };
    await run({ version: 1, edits: [{ range: FINDING.range, newText: 'x' }, { range: FINDING.range, newText: 'y' }], fixed: 2, left: 1 });
    expect(fake.applied).toHaveLength(1);
    expect(fake.statusMessages).toEqual([expect.stringContaining('2 fixed, 1 findings left')]);
  });
});

describe('the status item', () => {
  it('tells of this file, of work and of a server that is gone', async () => {
    const { CheckStatus } = await import('../../client/src/status.ts');
    let checked!: (check: object) => void;
    let changed!: () => void;
    const server = { state: 'running', onChecked: (listener: never) => ((checked = listener), { dispose() {} }), onState: (listener: never) => ((changed = listener), { dispose() {} }) };
    const status = new CheckStatus(server as never);
    fake.window.activeTextEditor = { document: documentAt('file:///w/Dockerfile') };
    checked({ uri: 'file:///w/Dockerfile', version: 1, findings: 1, milliseconds: 3, skipped: null });
    expect(fake.item).toMatchObject({ detail: '1 finding', severity: 0, busy: false });
    fake.window.activeTextEditor = { document: documentAt('file:///w/other/Dockerfile') };
    fake.events.activeEditor.fire(undefined);
    expect(fake.item.detail).toBeUndefined();
    const busy = status.busy();
    expect(fake.item.busy).toBe(true);
    busy.dispose();
    expect(fake.item.busy).toBe(false);
    server.state = 'failed';
    changed();
    expect(fake.item).toMatchObject({ severity: 2, command: { command: 'drydock.restartServer' } });
  });
});

it('restarts a server that crashes now and then, not one that crashes over and over', async () => {
  const { CrashLimit } = await import('../../client/src/crashLimit.ts');
  const limit = new CrashLimit();
  expect([0, 1, 2, 3, 4].map((seconds) => limit.mayRestart(seconds * 1000))).toEqual([true, true, true, true, false]);
  const rare = new CrashLimit();
  expect(Array.from({ length: 20 }, (_, index) => rare.mayRestart(index * 60_000)).every(Boolean)).toBe(true);
});

describe('names of compose files', () => {
  const NAMES = [
    'compose.yml', 'compose.yaml', 'compose.dev.yml', 'compose-test.yaml', 'compose_x.yml', 'docker-compose.yml', 'docker-compose.prod.yaml', 'docker-compose-dev.yml', 'docker_compose.yml',
    'dockercompose.yaml', 'prod.docker-compose.yml', 'docker-dev-compose.yml', 'decompose.yml', 'composer.yml', 'values.yaml', 'compose.ts', 'docker.yml', 'docker-compose.yml.j2', 'docker-compose.json', 'my-compose.yml',
  ];

  it.each(NAMES)('mean the same to the editor and the engine: %s', async (name) => {
    const { COMPOSE_YAML } = await import('../../client/src/dockerDocuments.ts');
    expect(picomatch.isMatch(`/w/a/${name}`, COMPOSE_YAML, { dot: true })).toBe(languageOf(name) === 'compose');
  });

  it('that the manifest gives a language are ours, and ours that it names none of are YAML', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      contributes: { languages: { id: string; filenames?: string[]; filenamePatterns?: string[] }[] };
    };
    const compose = manifest.contributes.languages.find(({ id }) => id === 'dockercompose')!;
    const isGiven = picomatch([...(compose.filenames ?? []), ...(compose.filenamePatterns ?? [])]);
    for (const name of NAMES.filter((one) => isGiven(one))) expect(languageOf(name), name).toBe('compose');
    const dockerfile = manifest.contributes.languages.find(({ id }) => id === 'dockerfile')!;
    for (const pattern of dockerfile.filenamePatterns ?? []) expect(languageOf(pattern.replaceAll('*', 'dev')), pattern).toBe('dockerfile');
  });
});
