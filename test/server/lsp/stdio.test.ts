import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
} from 'vscode-languageserver-protocol/node';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { itemsOf, PULLING } from './client.ts';

const server = fileURLToPath(new URL('../../../dist/server.js', import.meta.url));
const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  if (!existsSync(server)) throw new Error('dist/server.js is missing: run `npm run build` first');
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function start() {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  cleanups.push(() => child.kill());
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const damaged: Error[] = [];
  // Anything on stdout that is no LSP message ends up here.
  client.onError(([error]) => damaged.push(error));
  client.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  client.onRequest('workspace/diagnostic/refresh', () => null);
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  return { child, client, damaged, errors: () => errors };
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function project(): Promise<string> {
  const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'drydock-stdio-')), 'my #1 häuser?');
  cleanups.push(() => rm(path.dirname(folder), { recursive: true, force: true }));
  await mkdir(folder);
  await writeFile(path.join(folder, 'Dockerfile'), PIP);
  return folder;
}

it('serves LSP over stdio from the first message to exit code 0, and writes nothing else to stdout', async () => {
  const folder = await project();
  const uri = pathToFileURL(path.join(folder, 'Dockerfile')).href;
  const { child, client, damaged, errors } = start();
  const { capabilities, serverInfo } = await client.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: PULLING,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'a' }],
  });
  expect(serverInfo?.name).toBe('drydock');
  expect(capabilities.diagnosticProvider).toBeDefined();
  await client.sendNotification(InitializedNotification.type, {});
  await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'dockerfile', version: 1, text: PIP } });
  const [finding] = itemsOf(await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }));
  expect(finding).toMatchObject({ source: 'drydock', code: 'require-cache-mount', range: { start: { line: 3, character: 4 } } });
  expect(existsSync(fileURLToPath(finding!.codeDescription!.href))).toBe(true);
  const actions = (await client.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: finding!.range, context: { diagnostics: [finding!] } })) as CodeAction[];
  expect(actions.some(({ isPreferred }) => isPreferred)).toBe(true);
  expect(await client.sendRequest('drydock/fixFile', { uri })).toMatchObject({ version: 1, fixed: 1 });
  expect(await client.sendRequest('drydock/scanWorkspace', {})).toMatchObject({ files: [{ uri }], cancelled: false });
  expect(await client.sendRequest('drydock/debugInformation', null)).toMatchObject({ shellGrammar: 'loaded' });
  await client.sendRequest(ShutdownRequest.type);
  await client.sendNotification(ExitNotification.type);
  expect(await ended(child)).toBe(0);
  expect(damaged).toEqual([]);
  expect(errors()).toBe('');
});

it('ends by itself when its client is gone', async () => {
  const { child, client } = start();
  await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: PULLING, workspaceFolders: null });
  child.stdin.end();
  expect(await ended(child)).not.toBeNull();
});

it('ends with 0 when it is told to stop in the middle of its work', async () => {
  const folder = await project();
  const { child, client, errors } = start();
  await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: PULLING,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'a' }],
  });
  await client.sendNotification(InitializedNotification.type, {});
  const uri = 'untitled:Untitled-1';
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'dockerfile', version: 1, text: `FROM python:3.12\n${'RUN pip install a\n'.repeat(500)}` },
  });
  void client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }).catch(() => {});
  void client.sendRequest('drydock/scanWorkspace', {}).catch(() => {});
  await client.sendRequest(ShutdownRequest.type);
  await client.sendNotification(ExitNotification.type);
  expect(await ended(child)).toBe(0);
  expect(errors()).toBe('');
});
