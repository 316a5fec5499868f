import { spawn } from 'node:child_process';
import path from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { composeOf, dockerfileOf } from '../inputs.ts';

const KEYSTROKES = 60;
const WARM_UP = 10;
/** Between keystrokes, as a quick typist makes them; milliseconds. */
const PAUSE = 150;
/** Nobody waits longer; milliseconds. */
const LONGEST = 5_000;

interface Server {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** From a keystroke in a file of 300 lines (Dockerfile) or 1,700 (compose) to the findings of just that version, over the real protocol. */
export async function measureLatency(peers: string, repository: string): Promise<void> {
  const own: Server = { name: 'drydock', program: path.join(repository, 'dist', 'server.js'), args: ['--stdio'] };
  const dockerfiles: Server = { name: 'dockerfile-language-server-nodejs', program: path.join(peers, 'node_modules/dockerfile-language-server-nodejs/bin/docker-langserver'), args: ['--stdio'] };
  const compose: Server = { name: '@microsoft/compose-language-service', program: path.join(peers, 'node_modules/@microsoft/compose-language-service/bin/docker-compose-langserver'), args: ['--stdio'] };
  console.log('## From a keystroke to its findings\n\n| | file | how | p50 | p95 |\n| --- | --- | --- | --- | --- |');
  for (const server of [own, dockerfiles]) await tell(server, 'Dockerfile', 'dockerfile', dockerfileOf(300));
  for (const server of [own, compose]) await tell(server, 'compose.yaml', 'dockercompose', composeOf(1_700));
  console.log('');
}

async function tell(server: Server, file: string, languageId: string, text: string): Promise<void> {
  const { times, how } = await typeInto(server, `file:///bench/${file}`, languageId, text);
  const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
  const at = (part: number): string => (sorted.length === 0 ? 'no answer' : `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(0)} ms`);
  console.log(`| ${server.name} | ${file}, ${text.split('\n').length - 1} lines | ${how} | ${at(0.5)} | ${at(0.95)} |`);
}

/** Servers that answer when they are asked are asked at once; from the others we wait for what they send. */
async function typeInto({ program, args }: Server, uri: string, languageId: string, text: string): Promise<{ times: number[]; how: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  let told = (): void => undefined;
  connection.onNotification('textDocument/publishDiagnostics', ({ uri: of }: { uri: string }) => {
    if (of === uri) told();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  try {
    const { capabilities } = (await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { synchronization: {}, publishDiagnostics: { versionSupport: true }, diagnostic: {} }, workspace: { configuration: true } },
    })) as { capabilities: { diagnosticProvider?: unknown } };
    await connection.sendNotification('initialized', {});
    const pulls = capabilities.diagnosticProvider !== undefined;
    /** Of the newest text: who is asked answers, who sends by itself is waited for. */
    const findings = async (change: () => Promise<void>): Promise<boolean> => {
      const sent = new Promise<boolean>((resolve) => (told = () => resolve(true)));
      await change();
      const asked = pulls ? connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }).then(() => true) : sent;
      return Promise.race([asked, pause(LONGEST).then(() => false)]);
    };
    await findings(() => connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }));
    const times: number[] = [];
    const position = { line: text.split('\n').length - 2, character: 0 };
    for (let key = 0; key < KEYSTROKES + WARM_UP; key++) {
      const since = performance.now();
      const change = { textDocument: { uri, version: key + 2 }, contentChanges: [{ range: { start: position, end: position }, text: key === 0 ? '# ' : 'x' }] };
      if (await findings(() => connection.sendNotification('textDocument/didChange', change))) times.push(performance.now() - since);
      await pause(PAUSE);
    }
    return { times, how: pulls ? 'asked' : 'sent by itself' };
  } finally {
    connection.dispose();
    child.kill();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
