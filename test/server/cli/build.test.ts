import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli, type CliProcess } from '../../../server/src/cli/run.ts';
import { HistoryStore } from '../../../server/src/host/builds/historyStore.ts';
import { checkTraceEvents } from '../timing/export/checkTraceEvents.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';
import { capturedBuild, FOUR, SINGLE, STEP_FAILED, unbuilt, type Captured } from './capturedBuild.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function workspace(files: Record<string, string> = { Dockerfile: 'FROM scratch\n' }): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-build-cli-')));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

async function run(cwd: string, args: readonly string[], parts: Partial<CliProcess> = {}) {
  let out = '';
  let error = '';
  const write = { out: (text: string) => void (out += text), error: (text: string) => void (error += text) };
  const code = await runCli(['build', ...args], { cwd, hasColours: false, ...write, ...parts });
  return { code, out, error };
}

const single = (parts: Partial<Captured> = {}) => capturedBuild({ capture: 'single-cold.jsonl', targets: [SINGLE], ...parts });
const failing = (parts: Partial<Captured> = {}) => single({ capture: 'fail-run.jsonl', problem: STEP_FAILED, ...parts });

describe('what drydock build builds', () => {
  const COMPOSE = { 'compose.yml': 'services: {}\n', Dockerfile: 'FROM scratch\n', 'docker-bake.hcl': '', 'other/prod.yml': '', 'other/Dockerfile.dev': 'FROM scratch\n', 'odd': 'FROM scratch\n' };

  async function requestOf(folder: string, ...args: string[]) {
    const runBuild = single();
    const { code, error } = await run(folder, ['--no-history', ...args], { runBuild });
    expect([code, error.includes('drydock:')], error).toEqual([0, false]);
    return runBuild.requests[0]!;
  }

  it('services of the compose file, all of them where none is named', async () => {
    const folder = await workspace(COMPOSE);
    const base = { noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: 'docker' };
    expect(await requestOf(folder)).toEqual({ ...base, what: { kind: 'compose', folder, files: [], services: [], profiles: [] } });
    expect((await requestOf(folder, 'web', 'api')).what).toMatchObject({ kind: 'compose', services: ['web', 'api'] });
    expect((await requestOf(folder, '--all')).what).toMatchObject({ profiles: ['*'] });
    expect((await requestOf(folder, '-f', 'compose.yml', '-f', 'other/prod.yml', '--profile', 'debug', 'web')).what).toEqual({
      kind: 'compose', folder, files: [`${folder}/compose.yml`, `${folder}/other/prod.yml`], services: ['web'], profiles: ['debug'],
    });
  });

  it('the Dockerfile of the folder where there is no compose file in it, and a compose file above where services are named', async () => {
    const folder = await workspace({ 'compose.yml': '', 'api/Dockerfile': 'FROM scratch\n', 'none/x': '' });
    const api = path.join(folder, 'api');
    expect((await requestOf(api)).what).toEqual({
      kind: 'dockerfile', folder: api, dockerfile: `${api}/Dockerfile`, context: api, target: null, args: {}, platform: null, tags: [],
    });
    expect((await requestOf(api, 'web')).what).toMatchObject({ kind: 'compose', folder: api, services: ['web'] });
    expect((await requestOf(path.join(folder, 'none'))).what).toMatchObject({ kind: 'compose' });
  });

  it('a Dockerfile with what it is given', async () => {
    const folder = await workspace(COMPOSE);
    const options = ['--context', '.', '--target', 'prod', '--build-arg', 'A=b=c', '--build-arg', 'TOKEN', '--platform', 'linux/arm64', '--platform', 'linux/amd64', '-t', 'a:1', '--tag=a:2'];
    const what = { kind: 'dockerfile', folder, context: folder, target: 'prod', args: { A: 'b=c', TOKEN: null }, platform: 'linux/arm64,linux/amd64', tags: ['a:1', 'a:2'] };
    expect((await requestOf(folder, '--dockerfile', 'odd', ...options)).what).toEqual({ ...what, dockerfile: `${folder}/odd` });
    expect((await requestOf(folder, '-f', 'other/Dockerfile.dev', ...options)).what).toEqual({ ...what, dockerfile: `${folder}/other/Dockerfile.dev` });
    expect((await requestOf(folder, '-f', 'other/Dockerfile.dev')).what).toMatchObject({ context: `${folder}/other`, target: null });
  });

  it('targets of a bake file, with the files that bake reads by itself', async () => {
    const folder = await workspace(COMPOSE);
    expect((await requestOf(folder, '--bake', 'app')).what).toEqual({ kind: 'bake', folder, files: [`${folder}/compose.yml`, `${folder}/docker-bake.hcl`], targets: ['app'] });
    expect((await requestOf(folder, '-f', 'docker-bake.hcl')).what).toEqual({ kind: 'bake', folder, files: [`${folder}/docker-bake.hcl`], targets: [] });
  });

  it('with the builder, limit and program that are asked for', async () => {
    const folder = await workspace(COMPOSE);
    expect(await requestOf(folder, '--no-cache', '--builder', 'big', '--parallel', '2', '--on-failure=continue', '--docker', './bin/docker')).toMatchObject({
      noCache: true, builder: 'big', parallel: 2, onFailure: 'continue', docker: path.join(folder, 'bin/docker'),
    });
  });

  it.each([
    [['--dockerfile', 'missing'], 'missing does not exist'],
    [['-f', 'missing.yml'], 'missing.yml does not exist'],
    [['-f', 'other'], 'other does not exist, or is no file'],
    [['-f', 'odd'], 'The name of odd does not say what it is'],
    [['-f', 'compose.yml', '-f', 'Dockerfile'], 'files of one kind'],
    [['-f', 'Dockerfile', '-f', 'other/Dockerfile.dev'], 'One Dockerfile is built at a time'],
    [['-f', 'Dockerfile', 'web'], 'A Dockerfile has no services'],
    [['-f', 'compose.yml', '--target', 'x'], '--target is for a Dockerfile'],
    [['--target', 'x'], '--target needs --dockerfile'],
    [['--dockerfile', 'odd', 'web'], 'builds one image'],
    [['--dockerfile', 'odd', '--bake'], 'exclude each other'],
    [['--dockerfile', 'odd', '--context', 'odd'], 'The build context odd is no folder'],
    [['--bake', '--profile', 'x'], '--bake and --profile exclude each other'],
    [['--all', 'web'], '--all builds all services'],
    [['--', '--privileged'], 'cannot be "--privileged"'],
    [['--builder=--help'], '--builder cannot be'],
    [['--docker='], '--docker cannot be'],
    [['--build-arg', '=x', '--dockerfile', 'odd'], '--build-arg takes NAME=VALUE'],
    [['--parallel', '0'], '--parallel takes a number from 1'],
    [['--parallel', 'many'], '--parallel takes a number'],
    [['--on-failure', 'ignore'], '--on-failure takes stop or continue'],
    [['--timings', 'x.txt'], '--timings takes a file that ends with'],
    [['--timings', 'x.txt', '--timings-format', 'pdf'], '--timings-format takes'],
    [['--timings-format', 'json'], '--timings-format needs --timings'],
    [['--timings', 'nowhere/x.html'], 'The folder of nowhere/x.html does not exist'],
    [['--timings', 'package.json'], 'package.json has the name of a file that a scan reads'],
    [['--timings', 'other', '--timings-format', 'json'], 'other is there already and is no file'],
    [['--history', 'h', '--no-history'], 'exclude each other'],
    [['--compare', 'last', '--no-history'], '--compare needs the history'],
    [['--compare', '20260101T000000000-none', '--history', 'h'], 'The history has no build'],
    [['--format', 'json'], 'build has no option --format'],
  ])('refuses %j', async (args, message) => {
    const runBuild = single();
    const { code, out, error } = await run(await workspace(COMPOSE), args, { runBuild });
    expect([code, out, runBuild.requests]).toEqual([2, '', []]);
    expect(error).toContain(message);
  });

  it('nothing where there is nothing', async () => {
    const folder = await workspace({ 'x/notes.txt': '' });
    expect((await run(folder, [], { runBuild: single() })).error).toContain('There is no compose file here or above, and no Dockerfile here');
    expect((await run(folder, ['--bake'], { runBuild: single() })).error).toContain('There is no bake file here');
  });
});

describe('drydock build', () => {
  it('tells each step on the error output, and the result on the output', async () => {
    const folder = await workspace();
    const { code, out, error } = await run(folder, ['--no-history'], { runBuild: single() });
    expect(code).toBe(0);
    expect(error).toMatch(/^\$ docker buildx build --build-arg 'A=b c' \.\n/);
    expect(error).toMatch(/^\[builder 4\/6\] RUN npm install --no-audit --no-fund\n(?:.*\n)*?\[builder 4\/6\] .+\n(?:.*\n)*?\[builder 4\/6\] done in \d/m);
    expect(out).toMatch(/^\nBuilt app\/Dockerfile in 3.2 s\.\n\d of \d steps came from the cache\./);
    expect(out).toMatch(/^ +\d\.\d s {2}\[builder 4\/6\] RUN npm install --no-audit --no-fund +app\/Dockerfile:4$/m);
  });

  it('tells steps in the order in which they ended, and what one printed before that', async () => {
    const { error } = await run(await workspace(), ['--no-history'], { runBuild: failing() });
    expect(error.split('\n').filter((line) => line.startsWith('[')).map((line) => line.slice(0, 34))).toEqual([
      '[builder 2/6] WORKDIR /app cached',
      '[builder 3/6] COPY package.json . ',
      '[builder 4/6] RUN npm install --no',
      '[builder 5/6] COPY index.js . cach',
      '[builder 6/6] RUN echo about to fa',
      '[builder 6/6] about to fail',
      '[builder 6/6] failed after 1.3 s',
    ]);
  });

  it('prefixes what steps print with their target where there are several', async () => {
    const { out, error } = await run(await workspace({ 'compose.yml': '' }), ['--no-history'], { runBuild: capturedBuild({ capture: 'bake-one-fails.jsonl', targets: FOUR, problem: STEP_FAILED }) });
    expect(out).toContain('\nweb/Dockerfile:2: error: RUN sleep 1; echo boom >&2; exit 9 failed with exit code 9 [web]\n  boom\n');
    expect(error).toMatch(/^\[web builder 2\/2\] boom$/m);
    expect(error).toMatch(/^\[web builder 2\/2\] failed after/m);
    expect(error).toMatch(/^\[base 2\/2\] cancelled$/m);
  });

  it('exits 1 for a failure, which it tells in the form that problem matchers read', async () => {
    const folder = await workspace();
    const { code, out, error } = await run(folder, ['--no-history'], { runBuild: failing() });
    expect(code).toBe(1);
    expect(out).toMatch(/^app\/Dockerfile:7: error: RUN echo about to fail; sleep 1; .* failed with exit code 7\n {2}about to fail\n$/m);
    expect(error).not.toContain('drydock:');
    const killed = { ...STEP_FAILED, message: 'A command was killed.' };
    expect((await run(folder, ['--no-history'], { runBuild: failing({ problem: killed }) })).error).toMatch(/\ndrydock: A command was killed\.\n$/);
  });

  it('names Dockerfiles from the working folder, not from that of the project', async () => {
    const folder = await workspace({ 'drydock.json': '{}', 'app/Dockerfile': 'FROM scratch\n', 'web/Dockerfile': 'FROM scratch\n' });
    expect((await run(path.join(folder, 'web'), ['--no-history'], { runBuild: failing() })).out).toContain('../app/Dockerfile:7: error: ');
  });

  it('exits 2 where the build could not begin', async () => {
    const runBuild = unbuilt({ kind: 'no-docker', message: 'There is no docker here.', detail: 'spawn docker ENOENT\nmore' });
    const { code, out, error } = await run(await workspace(), ['--no-history', '--json'], { runBuild });
    expect([code, out, error]).toEqual([2, '', 'drydock: There is no docker here.\n  spawn docker ENOENT\n  more\n']);
  });

  it.each([['no-engine', 2], ['no-builder', 2], ['base-image', 1], ['disk-full', 1], ['cancelled', 130]] as const)('exits for %s with %i', async (kind, status) => {
    const { code } = await run(await workspace(), ['--no-history'], { runBuild: single({ problem: { kind, message: 'No.', detail: '' } }) });
    expect(code).toBe(status);
  });

  it('says what docker said where no step tells why it failed, and only once', async () => {
    const problem = { kind: 'other', message: 'The build failed.', detail: 'buildx said\n{"error":true}\n' } as const;
    const folder = await workspace();
    expect((await run(folder, ['--no-history'], { runBuild: single({ problem }) })).error).toMatch(/\ndrydock: The build failed\.\n$/);
    const terminal = { hasColours: false, size: () => ({ columns: 80, rows: 20 }) };
    expect((await run(folder, ['--no-history'], { runBuild: single({ problem }), terminal })).error).toMatch(/drydock: The build failed\.\n {2}buildx said\n$/);
    expect((await run(folder, ['--no-history', '-q'], { runBuild: single({ problem }) })).error).toBe('drydock: The build failed.\n  buildx said\n');
  });

  it('prints nothing but failures with --quiet', async () => {
    const folder = await workspace();
    expect(await run(folder, ['--no-history', '-q'], { runBuild: single() })).toEqual({ code: 0, out: '', error: '' });
    const { out } = await run(folder, ['--no-history', '-q'], { runBuild: failing() });
    expect(out).toMatch(/^\napp\/Dockerfile:7: error: /);
  });

  it('prints data alone on the output with --json', async () => {
    const folder = await workspace();
    const { out, error } = await run(folder, ['--no-history', '--json'], { runBuild: failing() });
    const json = JSON.parse(out);
    expect(json).toMatchObject({ version: 1, build: { state: 'failed', title: 'app/Dockerfile' }, comparison: null });
    expect(json.trace.steps.length).toBeGreaterThan(5);
    expect(error).toContain('app/Dockerfile:7: error: ');
    expect(error).toContain('Building app/Dockerfile failed after 3.2 s.');
  });

  it('keeps values that are hidden from the history out of files, and the ends of logs in them', async () => {
    const folder = await workspace();
    await run(folder, ['--no-history', '--timings', 'a.json'], { runBuild: single() });
    const { build, trace } = JSON.parse(await readFile(path.join(folder, 'a.json'), 'utf8'));
    expect(build.commands).toEqual(['docker buildx build --build-arg A .']);
    const labels = trace.steps.map(({ label }: { label: string }) => label).join('\n');
    expect(labels).toContain('RUN echo one && *** >&2 && sleep 1');
    expect(labels).not.toContain('echo two');
    expect(trace.steps.some(({ log }: { log: { text: string } }) => log.text.includes('two'))).toBe(true);
  });
});

describe('help', () => {
  it('of one command leaves out the others', async () => {
    const { out, code } = await run('/', ['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: drydock build \[services\.\.\.\] \[options\]\n\nbuild builds/);
    expect(out).not.toContain('--fix');
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThan(112);
    for (const option of ['file', 'dockerfile', 'context', 'target', 'build-arg', 'platform', 'tag', 'bake', 'all', 'profile', 'no-cache', 'builder', 'parallel', 'on-failure', 'timings', 'timings-format', 'json', 'compare', 'history', 'no-history', 'quiet', 'docker']) {
      expect(out).toMatch(new RegExp(`^  (?:-\\w, )?--${option}\\b`, 'm'));
    }
  });
});

describe('--timings', () => {
  it('writes a page, data or a trace, by the ending of the file or by name, over an older one too', async () => {
    const folder = await workspace({ Dockerfile: 'FROM scratch\n', 'old.perfetto.json': 'old' });
    const build = (...args: string[]) => run(folder, ['--no-history', '-q', ...args], { runBuild: capturedBuild({ capture: 'bake-multi-target.jsonl', targets: FOUR }) });
    for (const args of [['--timings', 'old.perfetto.json'], ['--timings', 'a.json'], ['--timings', 'b.data', '--timings-format', 'perfetto']]) {
      expect(await build(...args)).toEqual({ code: 0, out: '', error: '' });
    }
    const read = async (file: string) => JSON.parse(await readFile(path.join(folder, file), 'utf8'));
    expect(await readFile(path.join(folder, 'a.json'), 'utf8'), 'who gets it need not know where it was built').not.toContain(folder);
    expect((await read('a.json')).trace.targets.map(({ name }: { name: string }) => name).sort()).toEqual(['api', 'base', 'web', 'worker']);
    checkTraceEvents(await read('old.perfetto.json'));
    expect(await read('b.data')).toMatchObject({ displayTimeUnit: 'ms' });
  });

  itWithLinks('writes through a link, and leaves it one', async () => {
    const folder = await workspace({ Dockerfile: 'FROM scratch\n', 'real.json': 'old' });
    await symlink('real.json', path.join(folder, 'link.json'));
    await run(folder, ['--no-history', '-q', '--timings', 'link.json'], { runBuild: single() });
    expect(JSON.parse(await readFile(path.join(folder, 'real.json'), 'utf8')).version).toBe(1);
  });

  it('says why it could not be written, and exits 2 where all was built', async () => {
    const folder = await workspace({ Dockerfile: 'FROM scratch\n', 'sub/x': '' });
    const midway = () => rm(path.join(folder, 'sub'), { recursive: true });
    const { code, error } = await run(folder, ['--no-history', '-q', '--timings', 'sub/a.json'], { runBuild: single({ midway }) });
    expect(code).toBe(2);
    expect(error).toMatch(/^drydock: sub\/a\.json could not be written: ENOENT/);
  });
});

describe('an interrupt', () => {
  it('cancels the build, and exits as the signal says once it has ended', async () => {
    let interrupt: (status: number) => void = () => {};
    let released = 0;
    const onInterrupt = (listener: (status: number) => void) => {
      interrupt = listener;
      return () => void released++;
    };
    const { code, out, error } = await run(await workspace(), ['--no-history'], { runBuild: single({ midway: () => interrupt(130) }), onInterrupt });
    expect([code, released]).toEqual([130, 1]);
    expect(error).toContain('\nCancelling: press Ctrl+C again to end at once.\n');
    expect(out).toMatch(/^\nBuilding app\/Dockerfile was cancelled after/);
  });

  it('ends at once when it comes again', async () => {
    const exits: number[] = [];
    let interrupt: (status: number) => void = () => {};
    const midway = () => {
      interrupt(130);
      expect(exits).toEqual([]);
      interrupt(143);
    };
    await run(await workspace(), ['--no-history'], { runBuild: single({ midway }), onInterrupt: (listener) => ((interrupt = listener), () => {}), exit: (status) => exits.push(status) });
    expect(exits).toEqual([143]);
  });
});

describe('the history', () => {
  it('is compared with where that is asked for, and tells what ran again first where it is not', async () => {
    const folder = await workspace();
    const stateFolder = path.join(folder, 'state');
    const history = await HistoryStore.open(folder, { stateFolder });
    const args = ['--history', 'state'];
    const first = await run(folder, [...args, '--compare', 'last'], { runBuild: single({ history }) });
    expect(first.error).toContain('drydock: There is no earlier build of the same to compare with.\n');
    const [{ id } = { id: '' }] = await history.list();
    const again = await run(folder, [...args, '--compare', 'last', '--json'], { runBuild: single({ history, capture: 'single-partial.jsonl' }) });
    expect(JSON.parse(again.out).comparison).toMatchObject({ before: id, targets: [{ target: 'app' }] });
    expect(again.error).toContain(`\nCompared with ${id}\n`);
    const named = await run(folder, [...args, '--compare', id], { runBuild: single({ history, capture: 'single-warm.jsonl' }) });
    expect(named.out).toContain(`\nCompared with ${id}\n`);
    expect((await run(folder, args, { runBuild: single({ history, capture: 'single-warm.jsonl' }) })).out).not.toContain('Compared with');
  });
});

describe('in a job of GitHub Actions', () => {
  it('has a summary, an annotation at the failing line, and no commands of others', async () => {
    const folder = await workspace({ 'repo/x/Dockerfile': 'FROM scratch\n', summary: 'before\n' });
    const summary = path.join(folder, 'summary');
    const environment = { GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: path.join(folder, 'repo') };
    const { code, out } = await run(path.join(folder, 'repo/x'), ['--no-history'], { runBuild: failing(), environment });
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=x\/app\/Dockerfile,line=7::RUN echo about to fail; .* failed with exit code 7%0Aabout to fail$/m);
    const text = await readFile(summary, 'utf8');
    expect(text).toMatch(/^before\n### Building app\/Dockerfile failed after/);
    expect(text).toContain('at `x/app/Dockerfile:7`');
  });

  it('keeps its data clean, and goes on without a summary that cannot be written', async () => {
    const folder = await workspace();
    const { out, error, code } = await run(folder, ['--no-history', '--json'], { runBuild: failing(), environment: { GITHUB_STEP_SUMMARY: path.join(folder, 'no/where') } });
    expect(code).toBe(1);
    expect(JSON.parse(out).version).toBe(1);
    expect(error).toMatch(/^::error file=app\/Dockerfile,line=7::/m);
    expect(error).toContain('drydock: The job summary could not be written: ENOENT');
  });
});
