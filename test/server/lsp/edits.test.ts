import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CancellationTokenSource, LSPErrorCodes, ResponseError, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { connect, itemsOf, until, type TestOptions } from './client.ts';

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start(options?: TestOptions) {
  const session = await connect(options);
  cleanups.push(session.close);
  return session;
}

const BASE = [
  '# syntax=docker/dockerfile:1', 'FROM python:3.11 AS build', 'WORKDIR /app', 'COPY . .', 'RUN pip install --no-cache-dir \\', '  -r requirements.txt',
  'RUN <<EOF', 'npm ci', 'EOF', 'FROM node', 'RUN npm install', '# drydock ignore=pin-base-image', 'FROM node:latest', '',
];
const PIECES = ['', '\n', '\r\n', ' ', '\\\n', 'RUN pip install x\n', 'FROM node\n', '# drydock ignore=require-cache-mount\n', '<<EOF', '"', '😀', 'ä', '\t', 'EOF\n', '--mount=type=cache,target=/root/.npm '];

it('finds after any edits what it finds in a fresh document', async () => {
  const edited = await start();
  const fresh = await start();
  let count = 0;
  const edit = fc.record({ at: fc.nat(), length: fc.nat(12), text: fc.constantFrom(...PIECES) });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('\n', '\r\n'), fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), async (eol, rounds) => {
      const uri = `untitled:Untitled-${++count}`;
      let mirror = TextDocument.create(uri, 'dockerfile', 1, BASE.join(eol));
      await edited.open(uri, mirror.getText());
      for (const [index, round] of rounds.entries()) {
        const changes = round.map(({ at, length, text }) => {
          const from = at % (mirror.getText().length + 1);
          const range = { start: mirror.positionAt(from), end: mirror.positionAt(from + length) };
          mirror = TextDocument.update(mirror, [{ range, text }], index + 2);
          return { range, text };
        });
        await edited.change(uri, index + 2, changes);
        if (index % 2 === 0) void edited.pull(uri).catch(() => {});
      }
      await fresh.open(uri, mirror.getText());
      expect(itemsOf(await edited.pull(uri))).toEqual(itemsOf(await fresh.pull(uri)));
      await edited.closeDocument(uri);
      await fresh.closeDocument(uri);
    }),
    { numRuns: 60, seed: 7 },
  );
});

it('never answers empty while somebody types: a pull that was overtaken is to be asked again', async () => {
  const { open, change, pull, checks } = await start();
  const uri = 'untitled:Untitled-1';
  const text = 'FROM python:3.12-slim\nRUN pip install flask\n';
  await open(uri, text);
  const answers: Promise<unknown>[] = [];
  for (let version = 2; version < 30; version++) {
    answers.push(pull(uri).catch((error: unknown) => error));
    await change(uri, version, [{ range: { start: { line: 1, character: 21 }, end: { line: 1, character: 21 } }, text: 'x' }]);
  }
  answers.push(pull(uri));
  for (const answer of await Promise.all(answers)) {
    if (answer instanceof ResponseError) {
      expect(answer.code).toBe(LSPErrorCodes.ServerCancelled);
      expect(answer.data).toEqual({ retriggerRequest: true });
    } else expect(itemsOf(answer as object)).not.toEqual([]);
  }
  expect(itemsOf((await answers.at(-1)) as object).map(({ code }) => code)).toEqual(['require-cache-mount']);
  expect(checks.at(-1)).toMatchObject({ uri, version: 29 });
});

it('takes a document that was closed and opened again for another one, whatever its version', async () => {
  const { open, closeDocument, pull } = await start();
  const uri = 'untitled:Untitled-1';
  await open(uri, 'FROM python:3.12-slim\nRUN pip install flask\n');
  const first = (await pull(uri)) as { resultId: string };
  await closeDocument(uri);
  await open(uri, 'FROM python:3.12-slim\n');
  const second = await pull(uri, first.resultId);
  expect(second.kind).toBe('full');
  expect(itemsOf(second)).toEqual([]);
});

it('asks again where a document was closed and opened during its check', async () => {
  const waiting: (() => void)[] = [];
  const { open, closeDocument, pull, checks } = await start({ settings: () => new Promise((resolve) => waiting.push(() => resolve(null))) });
  const uri = 'untitled:Untitled-1';
  await open(uri, 'FROM python:3.12-slim\nRUN pip install flask\n');
  const overtaken = pull(uri).catch((error: unknown) => error);
  await until(() => waiting.length === 1);
  await closeDocument(uri);
  await open(uri, 'FROM python:3.12-slim\n');
  const current = pull(uri);
  await until(() => waiting.length === 2);
  for (const answer of waiting) answer();
  expect(await overtaken).toBeInstanceOf(ResponseError);
  expect(itemsOf(await current)).toEqual([]);
  expect(checks.map(({ findings }) => findings)).toEqual([0]);
});

it('gives two pulls of one version the same answer and checks once', async () => {
  const { open, pull, checks } = await start();
  await open('untitled:Untitled-1', 'FROM python:3.12-slim\nRUN pip install flask\n');
  const [a, b] = await Promise.all([pull('untitled:Untitled-1'), pull('untitled:Untitled-1')]);
  expect(a).toEqual(b);
  expect(checks).toHaveLength(1);
});

it('pushes what it would answer to a pull, and nothing for a document that was closed meanwhile', async () => {
  const text = 'FROM python\nRUN pip install flask\nRUN npm ci\n';
  const pulling = await start();
  const pushing = await start({ capabilities: {} });
  const uri = 'untitled:Untitled-1';
  await pulling.open(uri, text);
  await pushing.open(uri, text);
  await until(() => pushing.pushed.has(uri));
  expect(pushing.pushed.get(uri)).toEqual(itemsOf(await pulling.pull(uri)) satisfies Diagnostic[]);
});

it('pushes no findings of a document that was closed while it was checked', async () => {
  const waiting: (() => void)[] = [];
  const { open, closeDocument, client, pushed } = await start({
    capabilities: { workspace: { configuration: true } },
    settings: () => new Promise((resolve) => waiting.push(() => resolve(null))),
  });
  const uri = 'untitled:Untitled-1';
  await open(uri, 'FROM python:3.12-slim\nRUN pip install flask\n');
  await until(() => waiting.length === 1);
  await closeDocument(uri);
  await until(() => pushed.has(uri));
  for (const answer of waiting) answer();
  await client.sendRequest('drydock/debugInformation', null);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pushed.get(uri)).toEqual([]);
});

it('uses no settings that changed while a document was checked', async () => {
  const waiting: ((value: unknown) => void)[] = [];
  const { open, client, pull } = await start({ settings: () => new Promise((resolve) => waiting.push(resolve)) });
  const uri = 'untitled:Untitled-1';
  await open(uri, 'FROM python:3.12-slim\nRUN pip install flask\n');
  const first = pull(uri).catch((error: unknown) => error);
  await until(() => waiting.length === 1);
  await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.sendRequest('drydock/debugInformation', null);
  waiting[0]!(null);
  const stale = await first;
  const second = pull(uri, stale instanceof ResponseError ? undefined : (stale as { resultId: string }).resultId);
  await until(() => waiting.length === 2);
  waiting[1]!({ rules: { 'require-cache-mount': { severity: 'off' } } });
  const answer = await second;
  expect(answer.kind).toBe('full');
  expect(itemsOf(answer)).toEqual([]);
});

it('answers a cancelled pull and cancelled code actions, and goes on serving', async () => {
  const { open, pull, actions, client } = await start();
  const uri = 'untitled:Untitled-1';
  await open(uri, 'FROM python:3.12-slim\nRUN pip install flask\n');
  const source = new CancellationTokenSource();
  const pulled = pull(uri, undefined, source.token).catch((error: unknown) => error);
  const acted = client
    .sendRequest('textDocument/codeAction', { textDocument: { uri }, range: { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } }, context: { diagnostics: [] } }, source.token)
    .catch((error: unknown) => error);
  source.cancel();
  await Promise.all([pulled, acted]);
  expect(itemsOf(await pull(uri))).toHaveLength(1);
  expect((await actions(uri, 1)).length).toBeGreaterThan(0);
});
