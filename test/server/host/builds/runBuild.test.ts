import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuildRequest, Command, PlannedTarget } from '../../../../server/src/build/request.ts';
import type { BuildListener, BuildOutcome, RunBuild } from '../../../../server/src/build/run.ts';
import { DockerTools } from '../../../../server/src/host/builds/dockerTools.ts';
import { findProgram } from '../../../../server/src/host/builds/findProgram.ts';
import { HistoryStore } from '../../../../server/src/host/builds/historyStore.ts';
import { groupLives } from '../../../../server/src/host/builds/processGroup.ts';
import { createRunBuild } from '../../../../server/src/host/builds/runBuild.ts';
import { applyDelta } from '../../../../server/src/timing/delta.ts';
import type { BuildTrace } from '../../../../server/src/timing/trace.ts';
import { FakeDocker, type Behaviour } from './support/fakeDocker.ts';

const CAPTURES = path.join(import.meta.dirname, '../../timing/captures');
const capture = (name: string): Promise<string> => readFile(path.join(CAPTURES, name), 'utf8');

let root: string;
let history: HistoryStore;
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-run-')));
  for (const folder of ['workspace', 'tmp']) await mkdir(path.join(root, folder));
  history = await HistoryStore.open(path.join(root, 'workspace'), { stateFolder: path.join(root, 'state') });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const env = (more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> => ({ ...process.env, TMPDIR: path.join(root, 'tmp'), ...more });
const play = (behaviours: readonly Behaviour[]): Promise<FakeDocker> => FakeDocker.create(path.join(root, 'bin'), behaviours);
const runner = (more?: Readonly<Record<string, string>>): RunBuild => createRunBuild({ workspaceFolder: path.join(root, 'workspace'), history, env: env(more) });

function composeRequest(docker: FakeDocker, rest: Partial<BuildRequest> = {}): BuildRequest {
  const folder = path.join(root, 'workspace');
  return { what: { kind: 'compose', folder, files: [], services: [], profiles: [] }, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: docker.program, ...rest };
}

/** Bake JSON of services that need each other, by name. */
function printed(services: Readonly<Record<string, readonly string[]>>): string {
  const target = Object.entries(services).map(([name, needs]) => [
    name,
    { context: path.join(root, 'workspace'), labels: { 'com.docker.compose.service': name }, args: { TOKEN: 'hunter2hunter2' }, contexts: Object.fromEntries(needs.map((need) => [need, `target:${need}`])) },
  ]);
  return JSON.stringify({ group: { default: { targets: Object.keys(services) } }, target: Object.fromEntries(target) as object });
}

/** One step of a target as the builder reports it. */
function report(digest: string, name: string, rest: object = {}): string {
  return `${JSON.stringify({ vertexes: [{ digest, name, started: '2026-11-21T00:00:00Z', completed: '2026-11-21T00:00:02Z', ...rest }] })}\n`;
}

const NEVER = new AbortController().signal;
const quiet: BuildListener = {};

if (process.platform !== 'win32') describe('a build of services', () => {
  it('goes from the plan to the record', async () => {
    const docker = await play([
      { when: 'build --print', output: printed({ api: ['base'], base: [], web: ['base'], worker: ['base'] }) },
      { when: '--progress json build', output: await capture('compose-progress-json.stdout.jsonl'), errors: await capture('compose-progress-json.stderr.jsonl'), litters: true },
      { when: 'image inspect', output: '[{"Id":"sha256:1","RepoTags":["shop-web:latest"],"Size":1234}]' },
      { when: 'history', output: '{"CreatedBy":"RUN /bin/sh -c x # buildkit","Size":"5"}\n' },
    ]);
    const told: { trace: BuildTrace | null } = { trace: null };
    const started: Command[] = [];
    let planned: readonly PlannedTarget[] = [];
    const log: string[] = [];
    const request = composeRequest(docker);
    const outcome = await runner({ BUILDKIT_PROGRESS: 'plain', COMPOSE_BAKE: 'false', DOCKER_BUILDKIT: '0', BUILDX_BUILDER: 'mine', KEPT: 'yes' })(
      request,
      { planned: (targets) => (planned = targets), started: (command) => started.push(command), progress: (delta) => (told.trace = applyDelta(told.trace, delta)), log: ({ text }) => log.push(text) },
      NEVER,
    );
    expect(outcome.problem).toBeNull();
    expect(outcome.trace.state).toBe('done');
    expect(planned.map(({ name, needs }) => [name, needs.join()])).toEqual([['api', 'base'], ['base', ''], ['web', 'base'], ['worker', 'base']]);
    expect(started).toEqual([{ program: docker.program, args: ['compose', '--progress', 'json', 'build'], folder: path.join(root, 'workspace') }]);
    expect(outcome.commands).toEqual(started);
    expect(told.trace).toEqual(outcome.trace);
    expect(log.join('')).not.toContain('"status"');
    expect(log.every((line) => line.endsWith('\n'))).toBe(true);

    const { record } = outcome;
    expect(record).toMatchObject({ version: 1, state: 'done', noCache: false, builder: null, what: { kind: 'compose', files: [], names: [] } });
    expect(record!.images['web']).toEqual({ id: 'sha256:1', names: ['shop-web:latest'], bytes: 1234, layers: [{ bytes: 5, createdBy: 'RUN x' }] });
    expect(await history.list()).toEqual([record]);
    expect(await readdir(path.join(root, 'tmp'))).toEqual([]);

    const call = (await docker.calls()).find(({ args }) => args.includes('build') && !args.includes('--print'))!;
    expect(call.env).toMatchObject({ COMPOSE_BAKE: 'true', DOCKER_CLI_HINTS: 'false', BUILDX_BUILDER: 'mine', KEPT: 'yes' });
    expect(call.env).not.toHaveProperty('BUILDKIT_PROGRESS');
    expect(call.env).not.toHaveProperty('DOCKER_BUILDKIT');
    expect(path.dirname(call.env['TMPDIR']!)).toBe(path.join(root, 'tmp'));
  });

  it('asks for versions once', async () => {
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: ' build', output: report('sha256:a', '[1/1] RUN a') }]);
    const run = runner();
    for (let i = 0; i < 3; i++) await run(composeRequest(docker), quiet, NEVER);
    expect((await docker.begun()).filter((call) => call.includes('version')).toSorted()).toEqual(['buildx version', 'compose version']);
  });

  it('keeps the values of arguments out of the record', async () => {
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: ' build', output: report('sha256:a', '[2/2] RUN echo hunter2hunter2') }]);
    const { record, trace, hidden } = await runner()(composeRequest(docker), quiet, NEVER);
    expect(JSON.stringify(trace)).toContain('hunter2hunter2');
    expect(JSON.stringify(record)).not.toContain('hunter2hunter2');
    expect(hidden).toContain('hunter2hunter2');
  });

  it('says so where nothing tells of its steps', async () => {
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: ' build', output: 'Step 1/2 : FROM debian\n' }]);
    const { trace, problem } = await runner()(composeRequest(docker), quiet, NEVER);
    expect(problem).toBeNull();
    expect(trace.text).toContain('Docker built this without BuildKit');
  });

  it('survives a listener that throws, and a history that cannot be written', async () => {
    await writeFile(path.join(root, 'state'), 'a file');
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: ' build', output: report('sha256:a', '[1/1] RUN a') + report('sha256:b', '[1/1] RUN b') }]);
    const fail = (): never => {
      throw new Error('listener');
    };
    const outcome = await runner()(composeRequest(docker), { planned: fail, started: fail, progress: fail, log: fail }, NEVER);
    expect(outcome.problem).toBeNull();
    expect(outcome.trace.steps).toHaveLength(2);
    expect(outcome.record).not.toBeNull();
  });

  it('survives what no docker prints', async () => {
    const noise = [`${'x'.repeat(20_000_000)}\n`, '{"vertexes":7}\n', '{"vertexes":[{"digest":"__proto__","name":"[a b] \u001b[31m"}]}\n', '\u0000\u0001\n', 'half of a l'].join('');
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: ' build', output: noise, errors: `{"error":true,"message":"\u001b[31mboom"}\n`, code: 1 }]);
    const { problem, trace } = await runner()(composeRequest(docker), quiet, NEVER);
    expect(problem?.kind).toBe('other');
    expect(trace.state).toBe('failed');
    expect(trace.text).not.toContain('\u001b');
  });
});

if (process.platform !== 'win32') describe('targets with a process each', () => {
  const SERVICES = { a: [], b: [], c: ['a'], d: [], e: ['c'] };
  /** Of all builds that run at a time, the most. */
  const mostAtOnce = async (docker: FakeDocker): Promise<number> => {
    let most = 0;
    let now = 0;
    for (const { event, args } of await docker.calls()) {
      if (!args.includes('json') || args.includes('--print')) continue;
      now += event === 'begins' ? 1 : -1;
      most = Math.max(most, now);
    }
    return most;
  };
  const state = ({ trace }: BuildOutcome): string => trace.targets.map((target) => `${target.name} ${target.state}`).join(', ');
  const builds = async (docker: FakeDocker): Promise<string[]> => (await docker.begun()).filter((call) => call.includes('json build') && !call.includes('--print')).map((call) => call.split(' ').at(-1)!);
  const steps = Object.keys(SERVICES).map((name): Behaviour => ({ when: `build ${name}`, output: report(`sha256:${name}`, `[2/2] RUN ${name}`), after: 100 }));

  it.each([1, 2])('are started in order, %d at a time', async (parallel) => {
    // However slow the machine is, the first one has company before it ends.
    const first: Behaviour[] = parallel === 1 ? [] : [{ ...steps[0]!, waitsFor: 'build b' }];
    const docker = await play([{ when: '--print', output: printed(SERVICES) }, ...first, ...steps]);
    const outcome = await runner()(composeRequest(docker, { parallel }), quiet, NEVER);
    expect(outcome.problem).toBeNull();
    expect(state(outcome)).toBe('a done, b done, c done, d done, e done');
    expect(await mostAtOnce(docker)).toBe(parallel);
    const order = await builds(docker);
    expect(order.indexOf('a')).toBeLessThan(order.indexOf('c'));
    expect(order.indexOf('c')).toBeLessThan(order.indexOf('e'));
    expect(outcome.commands).toHaveLength(5);
  });

  it('go on after a failure where that is asked, but for those that need it', async () => {
    const failing: Behaviour = { when: 'build a', output: report('sha256:a', '[2/2] RUN a', { error: 'process "/bin/sh -c a" did not complete successfully: exit code: 1' }), code: 1 };
    const docker = await play([{ when: '--print', output: printed(SERVICES) }, failing, ...steps]);
    const outcome = await runner()(composeRequest(docker, { onFailure: 'continue' }), quiet, NEVER);
    expect(state(outcome)).toBe('a failed, b done, c cancelled, d done, e cancelled');
    expect(outcome.trace.targets.map(({ error }) => error)).toEqual([expect.stringContaining('exit code: 1'), null, 'not begun: a failed', null, 'not begun: a failed']);
    expect(outcome.problem?.kind).toBe('step-failed');
    expect((await builds(docker)).toSorted()).toEqual(['a', 'b', 'd']);
  });

  it('are counted where several fail', async () => {
    const docker = await play([{ when: '--print', output: printed(SERVICES) }, ...['a', 'b'].map((name): Behaviour => ({ when: `build ${name}`, errors: '{"error":true,"message":"no such service: x"}\n', code: 1 })), ...steps]);
    const { problem } = await runner()(composeRequest(docker, { onFailure: 'continue' }), quiet, NEVER);
    expect(problem?.message).toMatch(/^2 targets failed \((?:a and b|b and a)\): There is no service x in the compose files that were read\.$/);
  });

  it('stop with the first failure otherwise', async () => {
    const docker = await play([{ when: '--print', output: printed(SERVICES) }, { when: 'build b', errors: 'ERROR: boom\n', code: 1, waitsFor: 'build a' }, { when: 'build a', hangs: true }, ...steps]);
    const outcome = await runner()(composeRequest(docker, { parallel: 2 }), quiet, NEVER);
    expect(state(outcome)).toBe('a cancelled, b failed, c cancelled, d cancelled, e cancelled');
    expect(outcome.trace.state).toBe('failed');
    expect(outcome.problem?.message).toBe('The build failed: boom.');
    expect((await docker.calls()).filter(({ event }) => event === 'interrupted').map(({ args }) => args.at(-1))).toEqual(['a']);
    expect(await builds(docker)).toHaveLength(2);
  });

  it('end when the build is cancelled, and none is begun', async () => {
    const docker = await play([{ when: '--print', output: printed(SERVICES) }, { when: 'json build', hangs: true }]);
    const controller = new AbortController();
    void docker.hasBegun('json build a').then(() => controller.abort());
    const outcome = await runner()(composeRequest(docker, { parallel: 1 }), quiet, controller.signal);
    expect(outcome.trace.state).toBe('cancelled');
    expect(outcome.problem?.kind).toBe('cancelled');
    expect(await builds(docker)).toEqual(['a']);
    expect(outcome.record?.state).toBe('cancelled');
  });

  it('need each other in a circle and still come to an end', async () => {
    const docker = await play([{ when: '--print', output: printed({ a: ['b'], b: ['a'] }) }, { when: 'json build', errors: '{"error":true,"message":"infinite loop from b to a\\n"}\n', code: 1 }]);
    const { problem } = await runner()(composeRequest(docker, { parallel: 1 }), quiet, NEVER);
    expect(problem?.message).toBe('The services b and a need each other to be built: one of the contexts must go.');
  });
});

if (process.platform !== 'win32') describe('cancelling', () => {
  it('ends a stubborn docker with all that it started, and cleans up', async () => {
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: 'json build', output: report('sha256:a', '[2/2] RUN a', { completed: undefined }), isStubborn: true, litters: true }]);
    const controller = new AbortController();
    let isReported = (): void => {};
    const reported = new Promise<void>((resolve) => (isReported = resolve));
    void reported.then(() => controller.abort());
    const progress: BuildListener['progress'] = ({ steps }) => void (steps.length > 0 && isReported());
    const outcome = await runner()(composeRequest(docker), { progress }, controller.signal);
    expect(outcome).toMatchObject({ problem: { kind: 'cancelled', message: 'The build was cancelled.' }, trace: { state: 'cancelled' } });
    expect(outcome.trace.steps[0]?.state).toBe('cancelled');
    const stubborn = (await docker.calls()).filter(({ event }) => event === 'interrupted');
    expect(stubborn).toHaveLength(2);
    expect(await groupLives(stubborn[0]!.id)).toBe(false);
    expect(await readdir(path.join(root, 'tmp'))).toEqual([]);
  });

  it('is done when our own process ends in the middle, temporary folder and all', async () => {
    const docker = await play([{ when: '--print', output: printed({ a: [] }) }, { when: 'json build', output: report('sha256:a', '[2/2] RUN a'), isStubborn: true, litters: true }]);
    const bundle = path.join(root, 'own.cjs');
    const { build } = await import('esbuild');
    const source = path.join(import.meta.dirname, '../../../../server/src/host/builds/runBuild.ts');
    const request = JSON.stringify(composeRequest(docker));
    const contents = `import { createRunBuild } from ${JSON.stringify(source)};
      void createRunBuild({ workspaceFolder: ${JSON.stringify(path.join(root, 'workspace'))}, history: null })(${request}, { progress: ({ steps }) => steps.length > 0 && process.exit(7) }, new AbortController().signal);`;
    await build({ stdin: { contents, resolveDir: root }, bundle: true, format: 'cjs', platform: 'node', outfile: bundle, logLevel: 'silent' });
    const own = spawn(process.execPath, [bundle], { env: env(), stdio: 'inherit' });
    expect(await once(own, 'exit')).toEqual([7, null]);
    const { id } = (await docker.calls()).find(({ args, event }) => event === 'begins' && !args.includes('--print') && args.includes('build'))!;
    expect(await readdir(path.join(root, 'tmp'))).toEqual([]);
    for (let tries = 0; tries < 2_000 && (await groupLives(id)); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await groupLives(id)).toBe(false);
  });

  it('does not wait for a plugin that hangs before it has told its version', async () => {
    const docker = await play([{ when: 'buildx version', hangs: true }]);
    const controller = new AbortController();
    const asked = docker.hasBegun('buildx version');
    void asked.then(() => controller.abort());
    expect(await runner()(composeRequest(docker), quiet, controller.signal)).toMatchObject({ record: null, problem: { kind: 'cancelled' } });
    expect(await groupLives((await asked).id)).toBe(false);
  });

  it('while docker is still asked what it would build builds nothing', async () => {
    const docker = await play([{ when: '--print', hangs: true }]);
    const controller = new AbortController();
    void docker.hasBegun('--print').then(() => controller.abort());
    const outcome = await runner()(composeRequest(docker), quiet, controller.signal);
    expect(outcome).toMatchObject({ record: null, commands: [], problem: { kind: 'cancelled' }, trace: { state: 'cancelled' } });
  });
});

if (process.platform !== 'win32') describe('tools that will not do', () => {
  it.each([
    ['an old compose', { when: 'compose version', output: 'Docker Compose version v2.36.2\n' }, 'old-compose', 'Docker Compose 2.36.2 is too old to tell where a build spends its time: update Docker, so that it is 2.37 or newer.'],
    ['compose without buildx', { when: 'buildx version', errors: 'docker: unknown command: docker buildx\n', code: 1 }, 'no-buildx', 'Docker is installed without buildx, which builds images: install it as https://docs.docker.com/go/buildx/ tells.'],
    ['no compose', { when: 'compose version', errors: "docker: 'compose' is not a docker command.\n", code: 1 }, 'no-compose', 'Docker is installed without Docker Compose, which builds services: install it as https://docs.docker.com/compose/install/ tells.'],
    ['a plan that is none', { when: '--print', output: 'hello' }, 'other', 'Docker did not tell what it would build: update Docker, so that compose is 2.37 or newer.'],
    ['nothing to build', { when: '--print', output: '' }, 'no-such-target', 'There is nothing to build: no service that is read has a `build`, those of profiles that are not chosen left out.'],
  ] as const)('%s', async (_, behaviour, kind, message) => {
    const docker = await play([behaviour]);
    const outcome = await runner()(composeRequest(docker), quiet, NEVER);
    expect(outcome).toMatchObject({ record: null, problem: { kind, message }, commands: [] });
    expect(await history.list()).toEqual([]);
  });

  it.each([
    ['github.com/docker/buildx v0.12.1 30feaa1a915b869ebc2eea6328624b49facd4bfb', 'old-buildx'],
    ['github.com/docker/buildx v0.13.0 0de5f1c', null],
    ['github.com/docker/buildx 1.0.0', null],
    ['github.com/docker/buildx unknown', null],
  ])('%s', async (output, kind) => {
    const docker = await play([{ when: 'buildx version', output }, { when: 'buildx build', errors: report('sha256:a', '[1/1] FROM x') }]);
    const folder = path.join(root, 'workspace');
    const what = { kind: 'dockerfile', folder, dockerfile: `${folder}/Dockerfile`, context: folder, target: null, args: {}, platform: null, tags: [] } as const;
    expect((await runner()({ ...composeRequest(docker), what }, quiet, NEVER)).problem?.kind ?? null).toBe(kind);
  });

  it('bake before 0.17 is not told what it may read, since it does not know how', async () => {
    const folder = path.join(root, 'workspace', 'docker');
    await mkdir(folder);
    const plan = JSON.stringify({ target: { a: { context: '..' } } });
    const what = { kind: 'bake', folder, files: [`${folder}/docker-bake.hcl`], targets: [] } as const;
    const behaviours: Behaviour[] = [{ when: '--print', output: plan }, { when: 'bake', errors: report('sha256:a', '[1/1] FROM x') }];
    const docker = await play([{ when: 'buildx version', output: 'github.com/docker/buildx v0.16.2 x' }, ...behaviours]);
    await runner()({ ...composeRequest(docker), what }, quiet, NEVER);
    await docker.behave(behaviours);
    await runner()({ ...composeRequest(docker), what }, quiet, NEVER);
    const calls = (await docker.begun()).filter((call) => call.includes('bake') && !call.includes('--print'));
    expect(calls).toEqual([`buildx bake -f ${folder}/docker-bake.hcl --progress rawjson`, `buildx bake -f ${folder}/docker-bake.hcl --progress rawjson --allow fs.read=${root}/workspace`]);
  });
});

if (process.platform !== 'win32') describe('the docker program', () => {
  const find = (folders: readonly string[], asked = 'docker'): Promise<string | null> => findProgram(asked, { PATH: folders.join(path.delimiter) }, path.join(root, 'workspace'));

  it('is found on the PATH', async () => {
    const docker = await play([]);
    expect(await find(['/no/such/folder', docker.folder])).toBe(docker.program);
    expect(await find([docker.folder], docker.program)).toBe(docker.program);
    expect(await find([])).toBeNull();
  });

  it('is never taken from the workspace folder or the current one', async () => {
    const inside = path.join(root, 'workspace', 'node_modules', '.bin');
    await FakeDocker.create(inside, []);
    await FakeDocker.create(path.join(root, 'workspace'), []);
    await symlink(inside, path.join(root, 'link'));
    expect(await find([inside, path.join(root, 'workspace'), path.join(root, 'link'), '.', '', 'node_modules/.bin'])).toBeNull();
    const outside = await FakeDocker.create(path.join(root, 'workspace-other'), []);
    expect(await find([inside, outside.folder])).toBe(outside.program);
  });

  it('is found below the folder that the editor was started in, and below a workspace folder that holds the home folder', async () => {
    const docker = await play([]);
    const env = { PATH: docker.folder, HOME: path.join(root, 'home') };
    const started = process.cwd();
    await mkdir(path.join(root, 'home'));
    try {
      process.chdir('/');
      expect(await findProgram('docker', env, path.join(root, 'workspace'))).toBe(docker.program);
      process.chdir(docker.folder);
      expect(await findProgram('docker', env, path.join(root, 'workspace'))).toBeNull();
    } finally {
      process.chdir(started);
    }
    expect(await findProgram('docker', env, root)).toBe(docker.program);
    expect(await findProgram('docker', env, '/')).toBe(docker.program);
    expect(await findProgram('docker', env, docker.folder)).toBeNull();
    const packages = await FakeDocker.create(path.join(root, 'node_modules', '.bin'), []);
    expect(await findProgram('docker', { ...env, PATH: packages.folder }, root)).toBeNull();
  });

  it('is not said to lack compose where it does not answer', async () => {
    const docker = await play([{ when: 'compose version', hangs: true }]);
    const found = await new DockerTools(300).find(docker.program, 'compose', env(), path.join(root, 'workspace'), root, NEVER);
    expect(found).toMatchObject({ problem: { kind: 'other', message: 'Docker did not tell the version of Docker Compose within 0.3 s, so nothing was built: see whether `docker compose version` answers in a terminal.' } });
  });

  it('is a file that can be started, by its name alone or its whole path', async () => {
    const folder = path.join(root, 'odd');
    await mkdir(path.join(folder, 'docker'), { recursive: true });
    await writeFile(path.join(folder, 'podman'), 'text', { mode: 0o644 });
    expect(await find([folder])).toBeNull();
    expect(await find([folder], 'podman')).toBeNull();
    for (const asked of ['./docker', '../bin/docker', 'bin/docker', '', '/no/such/docker']) expect(await find([folder], asked)).toBeNull();
  });

  it('is not there', async () => {
    const docker = await play([]);
    const outcome = await createRunBuild({ workspaceFolder: path.join(root, 'workspace'), history, env: env({ PATH: '/no/such/folder' }) })({ ...composeRequest(docker), docker: 'docker' }, quiet, NEVER);
    expect(outcome).toMatchObject({ record: null, problem: { kind: 'no-docker', message: 'Docker is not installed, or its program is not on the PATH: install Docker, or name its program in the settings.' } });
    await expect(access(path.join(docker.folder, 'calls'))).rejects.toThrow();
  });
});
