import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import type { BuildableResult } from '../../server/src/protocol.ts';
import { delta, endOf, fakeBuildEditor, fakeBuildServer, settled, step, trace, WEB } from './fakeBuildEditor.ts';

const RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const serviceOf = (name: string, uri = 'file:///w/compose.yml', what: object = WEB) =>
  ({ service: name, uri, range: RANGE, what: { ...WEB, ...what, services: [name] }, dockerfile: null }) as BuildableResult['services'][number];
const DOCKERFILE = { kind: 'dockerfile', folder: '/w', dockerfile: '/w/api/Dockerfile', context: '/w/api', target: null, args: {}, platform: null, tags: [] } as const;
const BAKE = { kind: 'bake', folder: '/w', files: ['/w/docker-bake.hcl'], targets: ['tools'] } as const;
const DATA = { folder: '/w/data', files: ['/w/data/db.yml'] };
const NOTHING: BuildableResult = { services: [], dockerfiles: [], bakeTargets: [] };
const ONE_FILE: BuildableResult = { ...NOTHING, services: [serviceOf('web'), serviceOf('api')] };
const TWO_FILES: BuildableResult = { ...NOTHING, services: [...ONE_FILE.services, serviceOf('db', 'file:///w/data/db.yml', DATA), serviceOf('web', 'file:///w/data/db.yml', DATA)] };

interface FakeTask {
  readonly name: string;
  readonly definition: { readonly type: string };
  readonly problemMatchers: readonly string[];
  readonly execution: { callback(definition: unknown): Promise<Terminal> };
}
interface Terminal {
  onDidWrite(listener: (text: string) => void): void;
  onDidClose(listener: (code: number) => void): void;
  open(): void;
  close(): void;
  handleInput(data: string): void;
}

let editor: ReturnType<typeof fakeBuildEditor>;
let fake = fakeBuildServer();
let answer: BuildableResult = ONE_FILE;

beforeEach(() => {
  editor = fakeBuildEditor();
  answer = ONE_FILE;
  fake = fakeBuildServer({
    'drydock/buildable': ({ uri }: { uri: string | null }) => {
      if (uri === 'file:///w/api/Dockerfile') return { ...NOTHING, dockerfiles: [{ uri, what: DOCKERFILE, stages: [], args: [] }] };
      if (uri === 'file:///w/docker-bake.hcl') return { ...NOTHING, bakeTargets: [{ target: 'tools', uri, what: BAKE }] };
      if (uri === null) return answer;
      return { ...NOTHING, services: answer.services.filter((service) => service.uri === uri) };
    },
  });
});

async function provider() {
  const { registerBuilding } = await import('../../client/src/build/registerBuilding.ts');
  const extension = { workspaceState: editor.memento, extensionUri: URI.parse('file:///x'), subscriptions: [] };
  const context = { server: fake.server, guard: (_: string, run: () => unknown) => Promise.resolve(run()), output: { error: vi.fn() } };
  registerBuilding(extension as never, context as never, () => undefined, () => {});
  return editor.taskProvider as { provideTasks(): Promise<FakeTask[]>; resolveTask(task: unknown): FakeTask | undefined };
}

/** Runs a task as the editor does: resolved, with a terminal that is opened. */
async function run(definition: Record<string, unknown>) {
  const task = (await provider()).resolveTask({ definition: { type: 'drydock', ...definition }, name: 'mine', scope: { uri: URI.parse('file:///w'), name: 'w', index: 0 } });
  const terminal = await task!.execution.callback(task!.definition);
  const seen = { text: '', code: null as number | null, terminal };
  terminal.onDidWrite((text) => (seen.text += text));
  terminal.onDidClose((code) => (seen.code = code));
  terminal.open();
  await settled();
  return seen;
}
const ended = (seen: { code: number | null }) => vi.waitFor(() => expect(seen.code).not.toBeNull(), 30_000);
const whats = () => fake.builds.map(({ params }) => params.request.what);
const plain = (text: string) => text.replace(/\u001b\[\d+m/g, '');

describe('tasks that are offered', () => {
  it('build all, and each service', async () => {
    const tasks = await (await provider()).provideTasks();
    expect(tasks.map(({ name, definition }) => [name, definition])).toEqual([
      ['Build All', { type: 'drydock' }],
      ['Build web', { type: 'drydock', service: 'web' }],
      ['Build api', { type: 'drydock', service: 'api' }],
    ]);
    expect(tasks.every(({ problemMatchers }) => problemMatchers.join() === '$drydock')).toBe(true);
  });

  it('name their file where there are several', async () => {
    answer = TWO_FILES;
    const tasks = await (await provider()).provideTasks();
    expect(tasks.map(({ name, definition }) => [name, definition]).slice(2)).toEqual([
      ['Build api (compose.yml)', { type: 'drydock', service: 'api', file: 'compose.yml' }],
      ['Build All (data/db.yml)', { type: 'drydock', file: 'data/db.yml' }],
      ['Build db (data/db.yml)', { type: 'drydock', service: 'db', file: 'data/db.yml' }],
      ['Build web (data/db.yml)', { type: 'drydock', service: 'web', file: 'data/db.yml' }],
    ]);
  });

  it('are none where there is nothing to build, and no server is started to find out', async () => {
    fake.server.state = 'idle';
    Object.assign(editor.module.workspace, { findFiles: () => Promise.resolve([]) });
    expect(await (await provider()).provideTasks()).toEqual([]);
    expect(fake.requests).toEqual([]);
  });

  it('are none in a workspace that is not trusted', async () => {
    Object.assign(editor.module.workspace, { isTrusted: false });
    expect(await (await provider()).provideTasks()).toEqual([]);
  });
});

describe('a task of tasks.json', () => {
  it('keeps the definition that it came with', async () => {
    const definition = { type: 'drydock', service: 'web' };
    const task = (await provider()).resolveTask({ definition, name: 'mine', scope: 2 });
    expect(task!.definition).toBe(definition);
    expect(task!.name).toBe('mine');
  });

  it.each([
    [{}, { ...WEB, services: [] }],
    [{ service: 'api' }, { ...WEB, services: ['api'] }],
    [{ service: ['api', 'web'], noCache: true }, { ...WEB, services: ['web', 'api'] }],
    [{ dockerfile: 'api/Dockerfile', target: 'prod' }, { ...DOCKERFILE, target: 'prod' }],
    [{ file: 'docker-bake.hcl' }, { ...BAKE, targets: [] }],
    [{ file: 'docker-bake.hcl', target: 'tools' }, BAKE],
  ])('%j is built', async (definition, what) => {
    await run(definition);
    expect(whats()).toEqual([what]);
    expect(fake.builds[0]!.params.request.noCache).toBe('noCache' in definition);
    expect(editor.progressTokens).toEqual([]);
  });

  it.each([
    [{ service: 'db' }, { ...WEB, ...DATA, services: ['db'] }],
    [{ service: 'web', file: 'data/db.yml' }, { ...WEB, ...DATA, services: ['web'] }],
  ])('%j is found among several files', async (definition, what) => {
    answer = TWO_FILES;
    await run(definition);
    expect(whats()).toEqual([what]);
  });

  it.each([
    [{ service: 'web' }, 'Several compose files have this to build: say in "file" which one is meant.'],
    [{ service: ['db', 'api'] }, 'The services db, api are not of one compose file: make a task for each.'],
    [{ service: 'nope' }, 'Nothing to build is called nope: name a service that has a build.'],
    [{ file: 'other.yml' }, 'other.yml has nothing to build.'],
    [{ dockerfile: 'web/Dockerfile' }, 'There is no Dockerfile web/Dockerfile in this folder.'],
  ])('%j is refused in the terminal', async (definition, message) => {
    answer = TWO_FILES;
    const seen = await run(definition);
    await ended(seen);
    expect([seen.text, seen.code]).toEqual([`  ${message}\r\n`, 1]);
    expect(fake.builds).toEqual([]);
  });
});

describe('the terminal', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { problemMatchers: { name: string; owner: string; pattern: { regexp: string } }[] } };
  const matcher = contributes.problemMatchers.find(({ name }) => name === 'drydock')!;
  const problems = (text: string) => plain(text).split('\r\n').flatMap((line) => new RegExp(matcher.pattern.regexp).exec(line)?.slice(1, 5).join(' | ') ?? []);

  it('prints the command, each step that ends, what it says, and how long it took', async () => {
    const seen = await run({ service: 'web' });
    const { key } = fake.builds[0]!.params;
    fake.notify('buildStarted', { key, command: 'docker compose build web' });
    fake.notify('buildProgress', { key, delta: delta([step('internal', { kind: 'internal' }), step('a', { state: 'cached' }), step('b', { state: 'running', stage: 'build' })]) });
    fake.notify('buildLog', { key, text: 'added 3 packages\n\u001b[2Jcleared\n' });
    fake.notify('buildProgress', { key, delta: delta([step('b', { stage: 'build' })]) });
    fake.notify('buildProgress', { key: 'another', delta: delta([step('c')]) });
    fake.builds[0]!.end(endOf(trace([step('b')], { state: 'done' })));
    await ended(seen);
    expect(plain(seen.text)).toBe(
      ['  $ docker compose build web', '  [2/3] RUN a CACHED', '    added 3 packages', '    cleared', '  [build 2/3] RUN b 1.0 s', '  Built web in 12.3 s.', ''].join('\r\n'),
    );
    expect(seen.code).toBe(0);
    expect(problems(seen.text)).toEqual([]);
  });

  it('ends with the failing instruction, which the problem matcher finds, and its last lines', async () => {
    const seen = await run({});
    const { key } = fake.builds[0]!.params;
    fake.notify('buildLog', { key, text: 'src/main.c:3: error: no such thing\n' });
    const failed = step('npm ci', {
      state: 'failed',
      error: 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
      label: 'RUN npm ci --token=hunter22',
      place: { dockerfile: '/w/web/Dockerfile', line: 11, endLine: 12, text: 'RUN npm ci \\\n  --token=$TOKEN' },
      log: { text: 'one\n\ntwo:7: error: x\n', lines: 3, bytes: 20, isCut: false },
    });
    const targets = [{ ...trace([]).targets[0]!, failedStep: 'npm ci' }];
    fake.builds[0]!.end(endOf(trace([failed], { state: 'failed', targets }), { problem: { kind: 'step-failed', message: 'It failed.', detail: '' } }));
    await ended(seen);
    expect(problems(seen.text)).toEqual(['web/Dockerfile | 12 | error | RUN npm ci --token=$TOKEN failed with exit code 1 [web]']);
    expect(plain(seen.text)).toContain('[web]\r\n  one\r\n  two:7: error: x\r\n');
    expect(seen.code).toBe(1);
  });

  it('names a Dockerfile elsewhere by its whole path', async () => {
    const seen = await run({});
    const failed = step('x', { state: 'failed', place: { dockerfile: '/elsewhere/Dockerfile', line: 0, endLine: 0, text: 'FROM x' }, error: 'not found' });
    fake.builds[0]!.end(endOf(trace([failed], { state: 'failed' }), { problem: { kind: 'other', message: 'It failed.', detail: '' } }));
    await ended(seen);
    expect(problems(seen.text)).toEqual(['/elsewhere/Dockerfile | 1 | error | FROM x failed: not found [web]']);
  });

  it.each(['close', 'Ctrl+C'])('cancels the build on %s', async (how) => {
    const seen = await run({});
    if (how === 'close') seen.terminal.close();
    else seen.terminal.handleInput('\u0003');
    expect(fake.builds[0]!.token.isCancellationRequested).toBe(true);
    fake.builds[0]!.fail(new Error('cancelled'));
    await ended(seen);
    expect(seen.code).toBe(130);
  });

  it('that is closed before anything runs starts nothing', async () => {
    const seen = run({});
    (await seen).terminal.close();
    expect(fake.builds).toHaveLength(1);
    const task = (await provider()).resolveTask({ definition: { type: 'drydock' }, name: 'mine', scope: 1 });
    const terminal = await task!.execution.callback(task!.definition);
    terminal.open();
    terminal.close();
    await settled();
    expect(fake.builds).toHaveLength(1);
  });

  it('leaves the findings of the editor alone: its problems have an owner of their own', () => {
    expect(matcher.owner).not.toBe('drydock');
  });
});
