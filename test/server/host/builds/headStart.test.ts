import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuildRequest } from '../../../../server/src/build/request.ts';
import type { BuildListener, RunBuild } from '../../../../server/src/build/run.ts';
import { HeadStart } from '../../../../server/src/host/builds/headStart.ts';
import { HistoryStore } from '../../../../server/src/host/builds/historyStore.ts';
import { groupLives } from '../../../../server/src/host/builds/processGroup.ts';
import { createRunBuild } from '../../../../server/src/host/builds/runBuild.ts';
import { FakeDocker, type Behaviour } from './support/fakeDocker.ts';

let root: string;
let folder: string;
let history: HistoryStore;
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-head-')));
  folder = path.join(root, 'workspace');
  for (const name of ['workspace', 'tmp']) await mkdir(path.join(root, name));
  history = await HistoryStore.open(folder, { stateFolder: path.join(root, 'state') });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const NEVER = new AbortController().signal;
const env = (): NodeJS.ProcessEnv => ({ ...process.env, TMPDIR: path.join(root, 'tmp') });
const play = (behaviours: readonly Behaviour[]): Promise<FakeDocker> => FakeDocker.create(path.join(root, 'bin'), behaviours);
const runner = (planPatience?: number): RunBuild => createRunBuild({ workspaceFolder: folder, history, env: env(), ...(planPatience !== undefined && { planPatience }) });
const request = (docker: FakeDocker): BuildRequest => ({
  what: { kind: 'compose', folder, files: [], services: ['web'], profiles: [] }, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: docker.program,
});

/** What only the process that builds is started with; docker is asked for its plan with `--print` between the two. */
const BUILDS = 'json build web';
const plan = (): string => JSON.stringify({ group: { default: { targets: ['web'] } }, target: { web: { context: folder } } });
const step = (number: number): string =>
  `${JSON.stringify({ vertexes: [{ digest: `sha256:${number}`, name: `[${number}/500] RUN ${number}`, started: '2026-11-21T00:00:00Z', completed: '2026-11-21T00:00:02Z' }] })}\n`;
const steps = (from: number, to: number): string => Array.from({ length: to - from }, (_, at) => step(from + at)).join('');

/** Names of all that is told. */
function listenTo(told: string[]): BuildListener {
  return { planned: () => told.push('planned'), started: () => told.push('started'), progress: () => told.push('progress'), log: () => told.push('log') };
}

if (process.platform !== 'win32') describe('a build that begins before its plan is known', () => {
  it('loses nothing where the plan comes later than its end', async () => {
    // Longer than output may be on its way when a process is gone.
    const docker = await play([{ when: '--print', output: plan(), after: 1_500 }, { when: BUILDS, output: steps(1, 400), errors: `${JSON.stringify({ id: 'web', status: 'Built' })}\n` }]);
    const told: string[] = [];
    const outcome = await runner()(request(docker), listenTo(told), NEVER);
    expect(outcome.problem).toBeNull();
    expect(outcome.trace.targets.map(({ name, state }) => `${name} ${state}`)).toEqual(['web done']);
    expect(outcome.trace.steps.map(({ label }) => label)).toEqual(Array.from({ length: 399 }, (_, at) => `RUN ${at + 1}`));
    expect(told.slice(0, 2)).toEqual(['planned', 'started']);
    expect(outcome.commands).toEqual([{ program: docker.program, args: ['compose', '--progress', 'json', 'build', 'web'], folder }]);
    expect(await history.list()).toEqual([outcome.record]);
    const [ended, planned] = (await docker.calls()).filter(({ event, args }) => event === 'ends' && args.includes('build'));
    expect([ended?.args, planned?.args].map((args) => args?.includes('--print'))).toEqual([false, true]);
  });

  it('tells why it failed where the plan comes later than that', async () => {
    const docker = await play([{ when: '--print', output: plan(), after: 300 }, { when: BUILDS, errors: 'ERROR: boom\n', code: 1 }]);
    const { problem, trace, record } = await runner()(request(docker), {}, NEVER);
    expect(problem?.message).toBe('The build failed: boom.');
    expect([trace.state, record?.state]).toEqual(['failed', 'failed']);
  });

  it('is ended where the plan is a problem, and nothing of it is told', async () => {
    const docker = await play([{ when: '--print', errors: 'no such service: web\n', code: 1, waitsFor: BUILDS }, { when: BUILDS, output: steps(1, 5), hangs: true }]);
    const told: string[] = [];
    const outcome = await runner()(request(docker), listenTo(told), NEVER);
    expect(outcome).toMatchObject({ problem: { message: 'There is no service web in the compose files that were read.' }, record: null, commands: [], trace: { steps: [], targets: [] } });
    expect(told).toEqual([]);
    expect(await groupLives((await docker.hasBegun(BUILDS)).id)).toBe(false);
    expect(await history.list()).toEqual([]);
    expect(await readdir(path.join(root, 'tmp'))).toEqual([]);
  });

  it('is cancelled with the plan', async () => {
    const docker = await play([{ when: '--print', hangs: true }, { when: BUILDS, output: steps(1, 5), hangs: true }]);
    const controller = new AbortController();
    const begun = Promise.all([docker.hasBegun('--print'), docker.hasBegun(BUILDS)]);
    void begun.then(() => controller.abort());
    const told: string[] = [];
    const outcome = await runner()(request(docker), listenTo(told), controller.signal);
    expect(outcome).toMatchObject({ problem: { kind: 'cancelled' }, record: null, commands: [], trace: { state: 'cancelled', steps: [] } });
    expect(told).toEqual([]);
    for (const { id } of await begun) expect(await groupLives(id)).toBe(false);
  });

  it('does not wait for ever for a plan that never comes', async () => {
    const docker = await play([{ when: '--print', hangs: true }, { when: BUILDS, output: steps(1, 5), waitsFor: '--print' }]);
    const outcome = await runner(100)(request(docker), {}, NEVER);
    expect(outcome).toMatchObject({ record: null, problem: { kind: 'other', message: expect.stringMatching(/^The build ended, but docker does not tell what it was to build/) as string } });
    expect(await groupLives((await docker.hasBegun('--print')).id)).toBe(false);
  });

  it.each([{ parallel: 1 }, { onFailure: 'continue' }] as const)('is none where the plan decides of its processes: %o', async (how) => {
    const docker = await play([{ when: '--print', errors: 'no such service: web\n', code: 1, after: 200 }]);
    await runner()({ ...request(docker), ...how }, {}, NEVER);
    expect((await docker.begun()).filter((call) => call.includes('build web'))).toEqual([]);
  });
});

if (process.platform !== 'win32') describe('what is printed before anybody reads it', () => {
  it('makes docker wait where it is much, and is read in order', async () => {
    const line = `${'x'.repeat(1_000)}\n`;
    const output = Array.from({ length: 20_000 }, (_, at) => `${at} ${line}`).join('');
    const docker = await play([{ when: BUILDS, output, errors: 'the end\n' }]);
    const head = new HeadStart(request(docker), { program: docker.program, env: env(), folder }, NEVER);
    await docker.hasBegun(BUILDS);
    // Long enough to be read whole, were it not too much.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(head.endedAt).toBeNull();
    const [read, errors]: [string[], string[]] = [[], []];
    const tree = head.readBy({ onOutput: (text) => void read.push(text), onErrors: (text) => void errors.push(text) });
    expect(await tree.ended).toMatchObject({ code: 0 });
    expect(read.join('').length).toBe(output.length);
    expect(read.join('') === output).toBe(true);
    expect(errors.join('')).toBe('the end\n');
    await head.leave();
  });
});
