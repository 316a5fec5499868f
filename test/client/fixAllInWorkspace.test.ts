import { createHash } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import type { FileToFix, FixWorkspaceResult, WorkspaceEdit } from '../../server/src/protocol.ts';
import { CancellationTokenSource } from './fakeEvents.ts';
import { fakeVscode } from './fakeVscode.ts';

const A = 'file:///w/a/Dockerfile';
const B = 'file:///w/b/Dockerfile';
const NEW = 'file:///w/b/.dockerignore';
const RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const LOOK = { range: RANGE, newText: '', annotationId: 'confirmed' };
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const change = (uri: string, ...edits: object[]) => ({ textDocument: { uri, version: null }, edits: [...edits, { range: RANGE, newText: 'x', annotationId: 'rule' }] });
const EDIT = {
  documentChanges: [change(A, LOOK), change(B)],
  changeAnnotations: { confirmed: { label: 'Fix 2 findings', needsConfirmation: true }, rule: { label: 'rule', needsConfirmation: false } },
} as WorkspaceEdit;
const fix = (files: readonly FileToFix[], over: Partial<FixWorkspaceResult> = {}): FixWorkspaceResult => ({ edit: EDIT, files, findings: { rule: 3 }, fixed: 2, skipped: [], cancelled: false, ...over });
const file = (uri: string, text: string, version: number | null = null): FileToFix => ({ uri, version, hash: hash(text) });
const scan = (findings: number) => ({ files: [{ uri: A, diagnostics: Array.from({ length: findings }, () => ({})), fixes: [] }], skipped: [], cancelled: false, overview: { rules: [{ rule: 'rule', findings }] } });

let fake = fakeVscode();
let disk = new Map<string, string>();
let asked: { method: string; params: { written?: readonly string[] } }[] = [];
let accepts = true;
let edited: WorkspaceEdit[] = [];

beforeEach(() => {
  fake = fakeVscode();
  disk = new Map([[A, 'FROM a\r\n'], [B, '\uFEFFFROM b\n']]);
  asked = [];
  accepts = true;
  edited = [];
  const read = (uri: URI) => disk.get(uri.toString());
  const missing = () => Promise.reject(new Error('not found'));
  Object.assign(fake.module, { ProgressLocation: { Notification: 15 } });
  Object.assign(fake.module.window, { withProgress: (_: unknown, run: (...args: unknown[]) => unknown) => run({ report: () => undefined }, new CancellationTokenSource().token) });
  Object.assign(fake.module.workspace, {
    workspaceFolders: [{ uri: URI.parse('file:///w') }],
    applyEdit: (edit: WorkspaceEdit) => (edited.push(edit), Promise.resolve(accepts)),
    fs: {
      readFile: (uri: URI) => (read(uri) === undefined ? missing() : Promise.resolve(new TextEncoder().encode(read(uri)))),
      stat: (uri: URI) => (read(uri) === undefined ? missing() : Promise.resolve({})),
    },
  });
  vi.resetModules();
  vi.doMock('vscode', () => fake.module);
});

async function run(result: FixWorkspaceResult, left = 1): Promise<void> {
  const { fixAllInWorkspace } = await import('../../client/src/commands/fixAllInWorkspace.ts');
  const context = {
    output: { info: () => undefined, warn: () => undefined },
    status: { busy: () => ({ dispose: () => undefined }) },
    scanResults: { show: () => undefined },
    server: {
      onProgress: () => Promise.resolve({ dispose: () => undefined }),
      toEdit: (edit: WorkspaceEdit) => Promise.resolve(edit),
      request: (method: string, params: { written?: readonly string[] }) => {
        asked.push({ method, params });
        return Promise.resolve(method === 'drydock/fixWorkspace' ? result : scan(left));
      },
    },
  };
  await fixAllInWorkspace(context as never, { update: () => undefined } as never);
}

const changedUris = () => edited.flatMap(({ documentChanges = [] }) => documentChanges.map((one) => ('edits' in one ? one.textDocument.uri : 'other')));

it('makes the edit, looks again at what it wrote, and tells what is left', async () => {
  await run(fix([file(A, 'FROM a\n'), file(B, 'FROM b\n')]));
  expect(edited).toEqual([EDIT]);
  expect(asked.map(({ method, params }) => [method, params.written])).toEqual([['drydock/fixWorkspace', undefined], ['drydock/scanWorkspace', [A, B]]]);
  expect(fake.messages).toEqual(['Drydock: 2 findings fixed, 1 left.']);
});

it('leaves out a file that changed on disk, and still asks for a look', async () => {
  disk.set(A, 'FROM other\n');
  await run(fix([file(A, 'FROM a\n'), file(B, 'FROM b\n')]));
  expect(changedUris()).toEqual([B]);
  const [only] = edited[0]!.documentChanges!;
  expect(only && 'edits' in only ? only.edits[0] : null).toEqual(LOOK);
  expect(fake.messages[0]).toContain('Left alone, since they changed meanwhile (see output): 1.');
});

it('leaves out an open document that was edited since, and takes one whose unsaved text was fixed', async () => {
  fake.textDocuments.push(
    { uri: URI.parse(A), languageId: 'dockerfile', version: 8, getText: () => 'FROM a # typed' } as never,
    { uri: URI.parse(B), languageId: 'dockerfile', version: 3, getText: () => 'FROM unsaved' } as never,
  );
  await run(fix([file(A, 'FROM a', 7), file(B, 'FROM unsaved', 3)]));
  expect(changedUris()).toEqual([B]);
});

it('writes nothing where every file changed, was deleted, or exists that should be created', async () => {
  disk.set(A, 'FROM other\n');
  disk.delete(B);
  disk.set(NEW, '.git\n');
  await run(fix([file(A, 'FROM a\n'), file(B, 'FROM b\n'), { uri: NEW, version: null, hash: null }]));
  expect(edited).toEqual([]);
  expect(fake.messages).toEqual(['The files changed meanwhile and were left as they are: run Fix All in Workspace again.']);
});

it('says nothing where a person discards the preview or cancels', async () => {
  accepts = false;
  await run(fix([file(A, 'FROM a\n')]));
  await run(fix([], { edit: null, cancelled: true }));
  expect(asked.map(({ method }) => method)).toEqual(['drydock/fixWorkspace', 'drydock/fixWorkspace']);
  expect(fake.messages).toEqual([]);
});

it('says how much is left where nothing can be fixed safely', async () => {
  await run(fix([], { edit: null, fixed: 0 }));
  expect(fake.messages).toEqual(['Nothing can be fixed safely without you: 3 findings are left.']);
});
