import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CancellationTokenSource, CodeLensRequest, ShutdownRequest, type CodeLens } from 'vscode-languageserver-protocol/node';
import type { BuildRequest } from '../../../server/src/build/request.ts';
import type { RunBuild } from '../../../server/src/build/run.ts';
import type { BuildHost } from '../../../server/src/lsp/builds/buildHost.ts';
import type { BuildableResult, BuildEnd, BuildRecordResult, BuildsResult, Comparison, ExportBuildResult } from '../../../server/src/protocol.ts';
import { EMPTY_TRACE } from '../../../server/src/timing/emptyTrace.ts';
import { summaryOf } from '../../../server/src/timing/history/entries.ts';
import type { BuildRecord } from '../../../server/src/timing/record.ts';
import type { BuildTrace, StepState, TraceStep } from '../../../server/src/timing/trace.ts';
import { connect, itemsOf, PULLING, testHost, until, type TestOptions } from './client.ts';
import { madeStep, madeTarget } from '../timing/madeSteps.ts';

let root: string;
const cleanups: (() => unknown)[] = [];
beforeEach(async () => {
  root = (await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-builds-')))).replaceAll('\\', '/');
  cleanups.push(() => rm(root, { recursive: true }));
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const COMPOSE = 'services:\n  web:\n    build: ./web\n  db:\n    image: postgres\n';
const DOCKERFILE = 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';

function stepsOf(lines: readonly (readonly [line: number, state: StepState, duration: number])[]): TraceStep[] {
  const texts = DOCKERFILE.split('\n');
  return lines.map(([line, state, duration]) => madeStep({
    id: `sha256:${line}`,
    label: texts[line]!,
    place: { dockerfile: `${root}/web/Dockerfile`, line, endLine: line, text: texts[line]! },
    state,
    intervals: duration > 0 ? [[0, duration]] : [],
  }));
}

function traceOf(steps: readonly TraceStep[]): BuildTrace {
  return { ...EMPTY_TRACE, state: 'done', startedAt: '2026-01-01T00:00:00.000Z', wall: 41_000, targets: [madeTarget({ end: 41_000, contextBytes: 2 })], steps };
}

function recordOf(id: string, trace: BuildTrace): BuildRecord {
  return {
    version: 1, id, startedAt: '2026-01-01T00:00:00.000Z', state: 'done', milliseconds: 42_000, noCache: false, builder: null, trace, inputs: null, images: {},
    what: { kind: 'compose', files: ['compose.yml'], names: ['web'] },
  };
}

/** A host that builds what `run` says, with a history in memory. */
function buildHost(run: (...args: Parameters<RunBuild>) => ReturnType<RunBuild>) {
  const records: BuildRecord[] = [];
  const host: BuildHost = {
    shell: 'posix',
    timelineAssets: () => Promise.resolve({ script: { text: 'let page;', hash: 'sha256-a' }, style: { text: 'main {}', hash: 'sha256-b' } }),
    open: () =>
      Promise.resolve({
        run: async (...args: Parameters<RunBuild>) => {
          const outcome = await run(...args);
          if (outcome.record) records.unshift(outcome.record);
          return outcome;
        },
        history: {
          summaries: () => Promise.resolve(records.map(summaryOf)),
          get: (id) => Promise.resolve(records.find((record) => record.id === id) ?? null),
          remove: (ids) => Promise.resolve(void records.splice(0, records.length, ...records.filter(({ id }) => ids !== null && !ids.includes(id)))),
        },
      }),
  };
  return { host, records };
}

const CAPABILITIES = { ...PULLING, workspace: { ...PULLING.workspace, codeLens: { refreshSupport: true } } };

async function start(builds: BuildHost | undefined, options: TestOptions = {}) {
  await mkdir(`${root}/web`);
  await writeFile(`${root}/compose.yml`, COMPOSE);
  await writeFile(`${root}/web/Dockerfile`, DOCKERFILE);
  const session = await connect({ folders: [pathToFileURL(root).href], capabilities: CAPABILITIES, host: builds ? { ...testHost, builds } : testHost, ...options });
  cleanups.push(session.close);
  let lensRefreshes = 0;
  session.client.onRequest('workspace/codeLens/refresh', () => {
    lensRefreshes++;
    return null;
  });
  const uriOf = (file: string) => pathToFileURL(`${root}/${file}`).href;
  const lenses = async (file: string) => ((await session.client.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(file) } })) ?? []) as CodeLens[];
  return { ...session, uriOf, lenses, lensRefreshes: () => lensRefreshes };
}

const request = (): BuildRequest => ({
  what: { kind: 'compose', folder: root, files: [], services: ['web'], profiles: [] },
  noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: 'docker',
});

const command = { program: 'docker', args: ['compose', 'build', "it's"], folder: '/' };

it('builds, tells how far it is, and remembers', async () => {
  const { host } = buildHost((asked, listener) => {
    const trace = traceOf(stepsOf([[3, 'done', 41_000]]));
    listener.started?.(command);
    listener.log?.({ target: 'web', step: 'sha256:3', text: 'added 3 packages\nfound 0 vulnerabilities\n' });
    listener.progress?.(trace);
    expect(asked).toEqual(request());
    return Promise.resolve({ trace, record: recordOf('20260101T000000000Z-aaaa', trace), problem: null, commands: [command], hidden: [] });
  });
  const session = await start(host);
  const told: [string, unknown][] = [];
  for (const method of ['drydock/buildStarted', 'drydock/buildLog', 'drydock/buildProgress']) session.client.onNotification(method, (params) => void told.push([method, params]));
  const end = await session.client.sendRequest<BuildEnd>('drydock/build', { key: 'k', request: request(), wantsLog: true });
  expect(end.id).toBe('20260101T000000000Z-aaaa');
  expect(end.facts).toMatchObject({ title: 'web', milliseconds: 42_000, commands: ["docker compose build 'it'\\''s'"], problem: null });
  expect(told.map(([method]) => method)).toEqual(['drydock/buildStarted', 'drydock/buildProgress', 'drydock/buildLog']);
  expect(told[2]![1]).toEqual({ key: 'k', text: 'web | added 3 packages\nweb | found 0 vulnerabilities\n' });
  const { builds, trends } = await session.client.sendRequest<BuildsResult>('drydock/builds', { folder: null });
  expect(builds.map(({ id, folder, targets }) => [id, folder, targets.length])).toEqual([[end.id, session.uriOf('').replace(/\/$/, ''), 1]]);
  expect(trends[0]).toMatchObject({ name: 'web', builds: 1, failures: 0 });
  const { folder } = builds[0]!;
  const kept = await session.client.sendRequest<BuildRecordResult | null>('drydock/buildRecord', { folder, id: end.id });
  expect(kept?.facts.title).toBe('web');
  expect(await session.client.sendRequest('drydock/buildRecord', { folder, id: 'other' })).toBeNull();
});

it('tells whole lines, a few times a second, and how much was too much to show', async () => {
  const { host } = buildHost((_, listener) => {
    for (let line = 0; line < 100_000; line++) listener.log?.({ target: null, step: null, text: 'a line of a chatty build\n' });
    const trace = traceOf([]);
    return Promise.resolve({ trace, record: null, problem: null, commands: [], hidden: [] });
  });
  const session = await start(host);
  const texts: string[] = [];
  session.client.onNotification('drydock/buildLog', ({ text }: { text: string }) => void texts.push(text));
  await session.client.sendRequest('drydock/build', { key: 'k', request: request(), wantsLog: true });
  expect(texts.length).toBeLessThan(10);
  expect(texts.join('').length).toBeLessThan(texts.length * 65_000);
  expect(texts.at(-1)).toMatch(/^… [\d,]+ characters came too fast to be shown …\n$/m);
});

it('cancels a build with its request, and all of them when the server is asked to end', async () => {
  const signals: AbortSignal[] = [];
  const { host } = buildHost((_, __, signal) => {
    signals.push(signal);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve({ trace: EMPTY_TRACE, record: null, problem: null, commands: [], hidden: [] })));
  });
  const session = await start(host);
  const source = new CancellationTokenSource();
  const first = session.client.sendRequest('drydock/build', { key: 'a', request: request(), wantsLog: false }, source.token).catch(() => 'cancelled');
  const second = session.client.sendRequest('drydock/build', { key: 'b', request: request(), wantsLog: false });
  await until(() => signals.length === 2);
  source.cancel();
  await first;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  await session.client.sendRequest(ShutdownRequest.type);
  await second;
  expect(signals[1]!.aborted).toBe(true);
});

it('builds nothing outside of the workspace, and nothing where nothing can be started', async () => {
  const { host } = buildHost(() => Promise.reject(new Error('must not run')));
  const session = await start(host);
  const outside = { ...request(), what: { ...request().what, folder: `${root}-other` } };
  const end = await session.client.sendRequest<BuildEnd>('drydock/build', { key: 'k', request: outside, wantsLog: false });
  expect(end.problem?.message).toMatch(/^Open the folder/);
  expect(end).toMatchObject({ id: null, facts: { title: 'web', problem: end.problem!.message } });
});

it('says so where the host cannot build', async () => {
  const session = await start(undefined);
  expect((await session.client.sendRequest<BuildEnd>('drydock/build', { key: 'k', request: request(), wantsLog: false })).id).toBeNull();
  expect(await session.client.sendRequest('drydock/builds', { folder: null })).toEqual({ builds: [], trends: [] });
});

it('offers a build above each service that has one', async () => {
  const { host } = buildHost(() => Promise.reject(new Error('must not run')));
  const session = await start(host);
  await session.open(session.uriOf('compose.yml'), COMPOSE, 'dockercompose');
  const lenses = await session.lenses('compose.yml');
  expect(lenses).toEqual([
    { range: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } }, command: { title: 'Build', command: 'drydock.buildService', arguments: [{ what: request().what }] } },
  ]);
  const { services } = await session.client.sendRequest<BuildableResult>('drydock/buildable', { uri: null });
  expect(services.map(({ service }) => service)).toEqual(['web']);
});

it('has no lenses where settings say so, and none for clients that do not know our commands', async () => {
  const { host } = buildHost(() => Promise.reject(new Error('must not run')));
  const session = await start(host, { settings: { build: false, timings: false } });
  await session.open(session.uriOf('compose.yml'), COMPOSE, 'dockercompose');
  expect(await session.lenses('compose.yml')).toEqual([]);
  const before = session.lensRefreshes();
  await session.client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
  await until(() => session.lensRefreshes() > before);
  expect(session.initialized.capabilities.codeLensProvider).toBeDefined();
  const other = await connect({ initializationOptions: {} });
  cleanups.push(other.close);
  expect(other.initialized.capabilities.codeLensProvider).toBeUndefined();
});

it('shows above each instruction what it took, and says in findings what that costs', async () => {
  const states: [number, StepState, number][][] = [[[2, 'done', 300], [3, 'done', 41_000]], [[2, 'cached', 0], [3, 'cached', 0]]];
  const { host } = buildHost(() => {
    const trace = traceOf(stepsOf(states.shift()!));
    return Promise.resolve({ trace, record: recordOf(`20260101T00000000${states.length === 1 ? 0 : 1}Z-aaaa`, trace), problem: null, commands: [], hidden: [] });
  });
  const session = await start(host);
  const uri = session.uriOf('web/Dockerfile');
  await session.open(uri, DOCKERFILE);
  const titles = async () => (await session.lenses('web/Dockerfile')).map(({ range, command: shown }) => [range.start.line, shown?.title]);
  const costs = async () => itemsOf(await session.pull(uri)).flatMap(({ code, message }) => (/It took .*$/.exec(String(message)) ?? []).map((cost) => [code, cost]));
  expect(await titles()).toEqual([]);
  expect(await costs()).toEqual([]);
  const before = (await session.pull(uri)) as { resultId: string };
  await session.client.sendRequest('drydock/build', { key: 'a', request: request(), wantsLog: false });
  expect(session.lensRefreshes()).toBeGreaterThan(0);
  expect(session.refreshes()).toBeGreaterThan(0);
  expect(await titles()).toEqual([[2, '0.3 s'], [3, '41.0 s']]);
  const after = (await session.pull(uri, before.resultId)) as { kind: string };
  expect(after.kind).toBe('full');
  expect(await costs()).toContainEqual(['require-cache-mount', 'It took 41.0 s in the last build.']);
  await session.client.sendRequest('drydock/build', { key: 'b', request: request(), wantsLog: false });
  expect(await titles()).toEqual([[2, 'CACHED (0.3 s when it last ran)'], [3, 'CACHED (41.0 s when it last ran)']]);
  expect(await costs()).toContainEqual(['require-cache-mount', 'It took 41.0 s when it last ran.']);
  await session.change(uri, 2, [{ text: DOCKERFILE.replace('npm ci', 'npm install') }]);
  expect(await titles()).toEqual([[2, 'CACHED (0.3 s when it last ran) before your edits']]);
  expect(await costs()).toEqual([]);
});

it('remembers over a restart what the history holds', async () => {
  const { host, records } = buildHost(() => Promise.reject(new Error('must not run')));
  records.push(recordOf('20260101T000000000Z-aaaa', traceOf(stepsOf([[3, 'done', 41_000]]))));
  const session = await start(host);
  await session.open(session.uriOf('web/Dockerfile'), DOCKERFILE);
  await session.lenses('web/Dockerfile');
  await until(() => session.lensRefreshes() > 0);
  const [lens] = await session.lenses('web/Dockerfile');
  expect(lens?.command).toEqual({
    title: '41.0 s', command: 'drydock.showTimeline', arguments: [{ folder: session.uriOf('').replace(/\/$/, ''), id: '20260101T000000000Z-aaaa' }],
  });
});

it('compares, exports and forgets', async () => {
  const { host, records } = buildHost(() => Promise.reject(new Error('must not run')));
  records.push(recordOf('20260102T000000000Z-aaaa', traceOf(stepsOf([[3, 'done', 41_000]]))), recordOf('20260101T000000000Z-aaaa', traceOf(stepsOf([[3, 'done', 11_000]]))));
  const session = await start(host);
  const folder = session.uriOf('').replace(/\/$/, '');
  const ask = <Result>(method: string, params: object) => session.client.sendRequest<Result>(`drydock/${method}`, { folder, ...params });
  const comparison = await ask<Comparison>('compareBuilds', { before: null, after: '20260102T000000000Z-aaaa' });
  expect([comparison.before, comparison.after]).toEqual(['20260101T000000000Z-aaaa', '20260102T000000000Z-aaaa']);
  expect(comparison.targets[0]!.steps[0]!.change).toBe('slower');
  expect(await ask('compareBuilds', { before: null, after: '20260101T000000000Z-aaaa' })).toBeNull();
  const html = await ask<ExportBuildResult>('exportBuild', { id: '20260102T000000000Z-aaaa', format: 'html' });
  expect(html.fileName).toBe('build-web-2026-01-01T00-00-00.html');
  expect(html.text).toContain('let page;');
  for (const format of ['json', 'perfetto', 'html']) {
    const { text } = await ask<ExportBuildResult>('exportBuild', { id: '20260102T000000000Z-aaaa', format });
    if (format !== 'html') JSON.parse(text);
    if (format !== 'perfetto') expect(text).toMatch(/"dockerfile": ?"web\/Dockerfile"/);
    expect(text, 'who gets it need not know where it was built').not.toContain(root);
  }
  expect(await ask('exportBuild', { id: 'gone', format: 'json' })).toBeNull();
  await ask('forgetBuilds', { ids: ['20260102T000000000Z-aaaa'] });
  expect(records.map(({ id }) => id)).toEqual(['20260101T000000000Z-aaaa']);
  await ask('forgetBuilds', { ids: null });
  expect(records).toEqual([]);
});
