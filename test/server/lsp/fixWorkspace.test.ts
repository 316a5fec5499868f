import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import type { TextDocumentEdit } from 'vscode-languageserver-types';
import { EXPORT_SCAN, FIX_WORKSPACE, SCAN_WORKSPACE, type ExportScanResult, type FixWorkspaceResult, type ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import { MemoryDisk } from '../host/memoryDisk.ts';
import { connect, PULLING, testHost } from './client.ts';

const NODE = 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nUSER node\nCMD ["node", "index.js"]\n';
const FILES = {
  'a/Dockerfile': NODE,
  'b/Dockerfile': NODE.replace('node:22', 'node:20'),
  'compose.yml': 'services:\n  a: {build: ./a}\n  b: {build: ./b}\n',
};
const PREVIEWS: ClientCapabilities = { ...PULLING, workspace: { ...PULLING.workspace, workspaceEdit: { ...PULLING.workspace!.workspaceEdit, changeAnnotationSupport: {} } } };
const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start(capabilities = PREVIEWS, files: Record<string, string> = FILES) {
  const session = await connect({ folders: ['file:///w'], capabilities, host: { ...testHost, fileSystem: new MemoryDisk('/w', files) } });
  cleanups.push(session.close);
  return { ...session, fixAll: () => session.client.sendRequest<FixWorkspaceResult>(FIX_WORKSPACE, {}) };
}

const editsOf = ({ edit }: FixWorkspaceResult) => (edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'edits' in change);
const fixedText = (text: string, { edits }: TextDocumentEdit) => TextDocument.applyEdits(TextDocument.create('file:///x', 'dockerfile', 0, text), edits as never);

it('fixes all files as one edit, annotated by rule, that asks for a look', async () => {
  const { fixAll } = await start();
  const result = await fixAll();
  const edits = editsOf(result);
  expect(edits.map(({ textDocument }) => textDocument)).toEqual([{ uri: 'file:///w/a/Dockerfile', version: null }, { uri: 'file:///w/b/Dockerfile', version: null }]);
  expect(fixedText(NODE, edits[0]!)).toContain('--mount=type=cache');
  const annotations = result.edit!.changeAnnotations!;
  expect(annotations['require-cache-mount']).toMatchObject({ label: 'require-cache-mount', needsConfirmation: false });
  expect(Object.values(annotations).filter(({ needsConfirmation }) => needsConfirmation)).toHaveLength(1);
  const used = new Set(edits.flatMap((one) => one.edits.map((edit) => ('annotationId' in edit ? (edit.annotationId ?? 'none') : 'none'))));
  expect([...used].filter((id) => !Object.hasOwn(annotations, id))).toEqual([]);
  expect(result.fixed).toBeGreaterThanOrEqual(2);
  expect(result.files.map(({ hash }) => hash)).toEqual([NODE, FILES['b/Dockerfile']].map((text) => createHash('sha256').update(text).digest('hex')));
});

it('fixes the unsaved text of an open document, under its version', async () => {
  const { fixAll, open } = await start();
  const unsaved = `# Not saved.\n${NODE}`;
  await open('file:///w/a/Dockerfile', unsaved);
  const edit = editsOf(await fixAll())[0]!;
  expect(edit.textDocument).toEqual({ uri: 'file:///w/a/Dockerfile', version: 1 });
  const text = fixedText(unsaved, edit);
  expect(text).toMatch(/^# Not saved\.\nFROM node:22-slim\n/);
  expect(text).toContain('--mount=type=cache');
});

it('hashes the text as editors have it, whatever ends its lines', async () => {
  const { fixAll } = await start(PREVIEWS, { 'a/Dockerfile': NODE.replaceAll('\n', '\r\n') });
  expect((await fixAll()).files[0]!.hash).toBe(createHash('sha256').update(NODE).digest('hex'));
});

it('leaves nothing that it could fix', async () => {
  const { fixAll } = await start();
  const [a, b] = editsOf(await fixAll());
  const again = await start(PREVIEWS, { ...FILES, 'a/Dockerfile': fixedText(NODE, a!), 'b/Dockerfile': fixedText(FILES['b/Dockerfile'], b!) });
  const second = await again.fixAll();
  expect([second.edit, second.fixed, second.files]).toEqual([null, 0, []]);
  expect(Object.values(second.findings).length).toBeGreaterThan(0);
});

it('gives plain edits to a client that knows no previews', async () => {
  const { fixAll } = await start(PULLING);
  const { edit } = await fixAll();
  expect(edit!.changeAnnotations).toBeUndefined();
  expect(edit!.documentChanges).toHaveLength(2);
});

it('tells of a workspace what a report shows: scores, contexts, drift, tiers and what can be fixed', async () => {
  const { client } = await start();
  const { files, overview } = await client.sendRequest<ScanWorkspaceResult>(SCAN_WORKSPACE, {});
  for (const { diagnostics, fixes, score } of files) {
    expect(fixes).toHaveLength(diagnostics.length);
    expect(score.overall).toBeLessThanOrEqual(100);
  }
  const rule = overview.rules.find(({ rule: id }) => id === 'require-cache-mount')!;
  expect(rule).toMatchObject({ findings: 2, files: 2, safe: 2, time: { measured: 0, steps: 0, untimed: 2, estimate: null } });
  expect(overview.contexts.map(({ path, known, offers }) => [path, known, offers])).toEqual([['a', true, 1], ['b', true, 1]]);
  expect(overview.drifts).toMatchObject([{ title: 'Node.js', versions: [{ version: '20', count: 1 }, { version: '22', count: 1 }] }]);
  expect(overview.tiers).toEqual([{ uri: 'file:///w/compose.yml', services: 2, limited: 0, offered: 2, leftAlone: 0 }]);
  expect(overview.score.overall).toBeLessThan(100);
});

it('looks again at files that the client has just written', async () => {
  const disk = new MemoryDisk('/w', { ...FILES });
  const session = await connect({ folders: ['file:///w'], host: { ...testHost, fileSystem: disk } });
  cleanups.push(session.close);
  const found = async (params: object) => (await session.client.sendRequest<ScanWorkspaceResult>(SCAN_WORKSPACE, params)).overview.rules.find(({ rule }) => rule === 'require-cache-mount')?.findings ?? 0;
  expect(await found({})).toBe(2);
  disk.set('a/Dockerfile', 'FROM scratch\n');
  expect(await found({ written: ['file:///w/a/Dockerfile'] })).toBe(1);
});

it.each(['markdown', 'json', 'sarif'] as const)('exports the report as %s', async (format) => {
  const { client } = await start();
  const { text, cancelled } = await client.sendRequest<ExportScanResult>(EXPORT_SCAN, { format });
  expect(cancelled).toBe(false);
  expect(text).toContain('a/Dockerfile');
  if (format !== 'markdown') expect(() => JSON.parse(text) as unknown).not.toThrow();
});
