import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import { afterEach, describe, expect, it } from 'vitest';
import { connect, PULLING, until, type TestOptions } from './client.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
const uri = 'untitled:Untitled-1';
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options?: TestOptions) {
  const session = await connect(options);
  cleanups.push(session.close);
  return session;
}

async function workspace(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

function itemsOf(report: { items?: Diagnostic[] } | object): Diagnostic[] {
  return 'items' in report ? (report.items as Diagnostic[]) : [];
}

function applied(text: string, action: CodeAction): string {
  const changes = (action.edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'edits' in change);
  return changes.reduce(
    (current, { edits }) => TextDocument.applyEdits(TextDocument.create(uri, 'dockerfile', 1, current), edits as never),
    text,
  );
}

describe('diagnostics', () => {
  it('are pulled, with rule, source, page and exact range', async () => {
    const { open, pull, initialized } = await start();
    expect(initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true, workspaceDiagnostics: false });
    await open(uri, PIP);
    const [first] = itemsOf(await pull(uri));
    expect(first).toMatchObject({
      source: 'drydock',
      code: 'require-cache-mount',
      codeDescription: { href: 'file:///pages/require-cache-mount.md' },
      range: { start: { line: 3, character: 4 }, end: { line: 3, character: 15 } },
    });
  });

  it('cost nothing while nothing changed, and follow every edit', async () => {
    const { open, pull, change } = await start();
    await open(uri, PIP);
    const first = await pull(uri);
    const id = (first as { resultId: string }).resultId;
    expect(await pull(uri, id)).toEqual({ kind: 'unchanged', resultId: id });
    const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 4 } };
    await change(uri, 2, [{ range, text: '--mount=type=cache,target=/root/.cache/pip ' }]);
    const second = await pull(uri, id);
    expect(second.kind).toBe('full');
    expect(itemsOf(second).map(({ code }) => code)).not.toContain('require-cache-mount');
  });

  it('are pushed to clients that do not pull, never both', async () => {
    const { open, pushed, initialized } = await start({ capabilities: {} });
    expect(initialized.capabilities.diagnosticProvider).toBeUndefined();
    await open(uri, PIP);
    await until(() => (pushed.get(uri)?.length ?? 0) > 0);
    const pulling = await start();
    await pulling.open(uri, PIP);
    await pulling.pull(uri);
    expect(pulling.pushed.size).toBe(0);
  });

  it('follow settings without a restart', async () => {
    const options: TestOptions = { settings: null };
    const { open, pull, client, refreshes } = await start(options);
    await open(uri, PIP);
    expect(itemsOf(await pull(uri)).length).toBeGreaterThan(0);
    options.settings = { rules: { 'require-cache-mount': { severity: 'off' } } };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect(itemsOf(await pull(uri)).map(({ code }) => code)).not.toContain('require-cache-mount');
    expect(refreshes()).toBe(1);
  });

  it('are none for YAML that is no compose file, for binary text and for unknown documents', async () => {
    const { open, pull } = await start();
    await open('file:///x/values.yaml', 'services:\n  a: {image: b}\n', 'yaml');
    expect(itemsOf(await pull('file:///x/values.yaml'))).toEqual([]);
    await open('file:///x/Dockerfile', 'FROM a\0\nRUN pip install x\n');
    expect(itemsOf(await pull('file:///x/Dockerfile'))).toEqual([]);
    expect(itemsOf(await pull('file:///never/opened'))).toEqual([]);
  });

  it('name a problem of the configuration once', async () => {
    const { open, pull, logged } = await start({ settings: { rules: { 'no-such-rule': { severity: 'off' } } } });
    await open(uri, PIP);
    await pull(uri);
    await pull(uri);
    await until(() => logged.some((line) => line.includes('no-such-rule')));
    expect(logged.filter((line) => line.includes('no-such-rule'))).toHaveLength(1);
  });
});

describe('code actions', () => {
  it('are this fix, all of the rule, all in the file, silence thrice, and the page', async () => {
    const folder = await workspace({ Dockerfile: `${PIP}RUN pip install uvicorn\n` });
    const file = pathToFileURL(path.join(folder, 'Dockerfile')).href;
    const { open, actions } = await start({ folders: [pathToFileURL(folder).href] });
    await open(file, `${PIP}RUN pip install uvicorn\n`);
    const titles = (await actions(file, 3)).map(({ title }) => title);
    expect(titles).toEqual([
      expect.stringMatching(/cache/),
      'Fix all 2 "require-cache-mount" findings in this file',
      'Fix all 2 safely fixable Drydock findings in this file',
      'Silence "require-cache-mount" for this line',
      'Silence "require-cache-mount" for this file',
      'Silence "require-cache-mount" in this workspace',
      'Open the page of "require-cache-mount"',
    ]);
  });

  it('apply to a text in which the finding is gone', async () => {
    const { open, actions, pull, change } = await start();
    await open(uri, PIP);
    const [fix] = await actions(uri, 3);
    expect(fix?.isPreferred).toBe(true);
    await change(uri, 2, [{ text: applied(PIP, fix!) }]);
    expect(itemsOf(await pull(uri)).map(({ code }) => code)).not.toContain('require-cache-mount');
  });

  it('honour what was asked for: fix-all holds safe fixes and comes only when asked', async () => {
    const { open, actions } = await start();
    await open(uri, PIP.replace('python:3.12-slim', 'python:latest'));
    expect((await actions(uri, 3, ['source.organizeImports']))).toEqual([]);
    const [fixAll, ...others] = await actions(uri, 0, ['source.fixAll']);
    expect(others).toEqual([]);
    expect(fixAll?.kind).toBe('source.fixAll.drydock');
    const fixed = applied(PIP.replace('python:3.12-slim', 'python:latest'), fixAll!);
    expect(fixed).toContain('--mount=type=cache');
    expect(fixed).toContain('python:latest');
    expect((await actions(uri, 3)).some(({ kind }) => kind?.startsWith('source'))).toBe(false);
  });

  it('silence a rule for the workspace in drydock.json, keeping what is there', async () => {
    const folder = await workspace({ Dockerfile: PIP, 'drydock.json': '{\n  // ours\n  "exclude": ["old/**"]\n}\n' });
    const file = pathToFileURL(path.join(folder, 'Dockerfile')).href;
    const { open, actions } = await start({ folders: [pathToFileURL(folder).href] });
    await open(file, PIP);
    const action = (await actions(file, 3)).find(({ title }) => title.endsWith('in this workspace'));
    const current = await readFile(path.join(folder, 'drydock.json'), 'utf8');
    const edited = applied(current, action!);
    expect(edited).toContain('// ours');
    expect(edited).toContain('"require-cache-mount": "off"');
  });

  it('create a .dockerignore as part of the edit, where the client can', async () => {
    const files = { Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n', 'main.py': '' };
    const folder = await workspace(files);
    const file = pathToFileURL(path.join(folder, 'Dockerfile')).href;
    const able = await start({ folders: [pathToFileURL(folder).href] });
    await able.open(file, files.Dockerfile);
    await able.pull(file);
    const creating = (await able.actions(file, 2)).find(({ edit }) => edit?.documentChanges?.some((change) => 'kind' in change && change.kind === 'create'));
    expect(creating?.isPreferred).toBe(false);
    const unable = await start({ folders: [pathToFileURL(folder).href], capabilities: { ...PULLING, workspace: { configuration: true } } });
    await unable.open(file, files.Dockerfile);
    expect((await unable.actions(file, 2)).some(({ title }) => title === creating?.title)).toBe(false);
  });
});

describe('requests of our own', () => {
  it('fix a file until nothing changes', async () => {
    const { open, client } = await start();
    await open(uri, PIP.replace('pip install', 'pip install --no-cache-dir'));
    const result: { edits: []; fixed: number; version: number } = await client.sendRequest('drydock/fixFile', { uri });
    expect(result).toMatchObject({ version: 1, fixed: 1 });
    expect(result.edits.length).toBeGreaterThan(0);
  });

  it('scan the workspace, and name what cannot be read', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/compose.yaml': 'services:\n  db:\n    image: postgres:16\n', 'c/Dockerfile': 'FROM a\0' });
    const { client } = await start({ folders: [pathToFileURL(folder).href] });
    const result: { files: { uri: string; diagnostics: Diagnostic[] }[]; skipped: { uri: string; reason: string }[]; cancelled: boolean } =
      await client.sendRequest('drydock/scanWorkspace', {});
    expect(result.cancelled).toBe(false);
    const found = Object.fromEntries(result.files.map((file) => [path.basename(file.uri), file.diagnostics.length > 0]));
    expect(found).toEqual({ Dockerfile: true, 'compose.yaml': true });
    expect(result.skipped).toHaveLength(1);
    expect(result.skipped[0]?.uri).toMatch(/c\/Dockerfile$/);
  });

  it('tell what a bug report needs', async () => {
    const { open, pull, client } = await start();
    await open(uri, PIP);
    await pull(uri);
    expect(await client.sendRequest('drydock/debugInformation', null)).toMatchObject({
      shellGrammar: 'loaded',
      openDocuments: [{ uri, language: 'dockerfile' }],
    });
  });
});
