import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeDocker } from '../host/builds/support/fakeDocker.ts';

const program = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const MANY = 300;
let folder: string;

beforeAll(async () => {
  if (!existsSync(program)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-program-'));
  for (let index = 0; index < MANY; index++) {
    await mkdir(path.join(folder, `many/s${index}`), { recursive: true });
    await writeFile(path.join(folder, `many/s${index}/Dockerfile`), 'FROM python\nRUN pip install a\nRUN npm ci\n');
  }
  await mkdir(path.join(folder, 'clean'));
  await writeFile(path.join(folder, 'clean/Dockerfile'), 'FROM scratch\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(args: string[], { closeAfterFirst = false } = {}): Promise<{ code: number | null; out: string; error: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let error = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      if (closeAfterFirst) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk) => {
      error += String(chunk);
      if (closeAfterFirst) child.stderr.destroy();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

it.each([
  [['scan', 'clean'], 0],
  [['scan', 'many/s0'], 1],
  [['scan', 'missing'], 2],
  [['scan', '--format=xml'], 2],
  [['scan', '--changed-since=-x'], 2],
  [['scan', '--stdin'], 2],
  [['scan', 'clean', '--format=sarif'], 0],
  [['scan', 'many/s0', '--fail-on=none'], 0],
  [['scan', 'clean', '--fail-under=100'], 0],
  [['scan', '--help'], 0],
  [['rules'], 0],
  [['explain', 'require-cache-mount'], 0],
  [['explain', 'no-such-rule'], 2],
  [['init', '--print'], 0],
  [['scan', '--config', 'clean'], 2],
  [['build', '--docker', './no-such-program', '--dockerfile', 'clean/Dockerfile', '--no-history'], 2],
  [['build', 'clean'], 2],
  [['build', '--help'], 0],
  [['--version'], 0],
  [[], 0],
])('%j ends with %i and without a stack trace', async (args, expected) => {
  const { code, error, out } = await run(args);
  expect(code).toBe(expected);
  expect(out + error).not.toMatch(/^\s+at /m);
  if (expected !== 2) expect(error).toBe('');
  expect(out).not.toContain('\u001b');
});

it('writes all of a long report before it ends', async () => {
  const { code, out } = await run(['scan', 'many', '--format=json']);
  expect(code).toBe(1);
  expect(JSON.parse(out).files).toHaveLength(MANY);
});

it('waits for who reads slowly', async () => {
  const child = spawn(process.execPath, [program, 'scan', 'many', '--format=json'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  for await (const chunk of child.stdout) {
    out += String(chunk);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(JSON.parse(out).files).toHaveLength(MANY);
});

it('ends quietly when nobody reads on', async () => {
  const { error } = await run(['scan', 'many'], { closeAfterFirst: true });
  expect(error).toBe('');
});

it('reads one text from standard input', () => {
  const { status, stdout } = spawnSync(process.execPath, [program, 'scan', '--stdin', '--stdin-path', 'clean/Dockerfile', '--format=json'], {
    cwd: folder, input: 'FROM python:3.12-slim\nRUN pip install a\n', encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(JSON.parse(stdout).files).toMatchObject([{ path: 'clean/Dockerfile' }]);
});

if (process.platform !== 'win32') it('ends at once with 130 for Ctrl+C, and leaves no half of a report', async () => {
  const reports = path.join(folder, 'reports');
  await mkdir(reports);
  await writeFile(path.join(reports, 'report.txt'), 'old');
  const child = spawn(process.execPath, [program, 'scan', '--stdin', '--stdin-path', 'clean/Dockerfile', '-o', 'reports/report.txt'], { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  child.stdin.on('error', () => undefined);
  // More than a pipe holds: once all of it is taken, somebody reads at the other end, and would go on for ever.
  await new Promise((resolve) => child.stdin.write('#'.repeat(2_000_000), resolve));
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(await readdir(reports)).toEqual(['report.txt']);
  expect(await readFile(path.join(reports, 'report.txt'), 'utf8')).toBe('old');
});

if (process.platform !== 'win32') it('ends for Ctrl+C while a report waits for somebody who reads it', async () => {
  const reports = path.join(folder, 'piped');
  await mkdir(reports);
  spawnSync('mkfifo', [path.join(reports, 'pipe')]);
  const child = spawn(process.execPath, [program, 'scan', 'clean', '--report', 'json=piped/first.json', '--report', 'json=piped/pipe'], { cwd: folder, stdio: 'ignore' });
  const ended = once(child, 'exit');
  // Reports are written in their order.
  while (!existsSync(path.join(reports, 'first.json'))) await new Promise((resolve) => setTimeout(resolve, 1));
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
});

if (process.platform !== 'win32') it('leaves every file whole where Ctrl+C comes while fixes are written', async () => {
  const before = 'FROM python\nRUN pip install a\nRUN npm ci\n';
  const file = (index: number): string => path.join(folder, `fixed/s${index}/Dockerfile`);
  for (let index = 0; index < MANY; index++) {
    await mkdir(path.dirname(file(index)), { recursive: true });
    await writeFile(file(index), before);
  }
  const child = spawn(process.execPath, [program, 'scan', 'fixed', '--fix'], { cwd: folder, stdio: 'ignore' });
  const ended = once(child, 'exit');
  while ((await readFile(file(0), 'utf8')) === before) await new Promise((resolve) => setTimeout(resolve, 1));
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  const fixed = await readFile(file(0), 'utf8');
  for (let index = 0; index < MANY; index++) {
    expect(await readdir(path.dirname(file(index)))).toEqual(['Dockerfile']);
    expect([before, fixed]).toContain(await readFile(file(index), 'utf8'));
  }
});

it('colours what it is asked to colour, wherever that goes', () => {
  const scan = (environment: Readonly<Record<string, string>>): string =>
    spawnSync(process.execPath, [program, 'scan', 'many/s0'], { cwd: folder, env: { ...process.env, NO_COLOR: '', ...environment }, encoding: 'utf8' }).stdout;
  expect(scan({ FORCE_COLOR: '1' })).toContain('\u001b[33mwarning\u001b[39m');
  expect(scan({ FORCE_COLOR: '0' })).not.toContain('\u001b');
});

if (process.platform !== 'win32') it('does not pass for built where nobody reads on in the middle of a build', async () => {
  const vertex = { digest: 'sha256:a', name: '[2/2] RUN true', started: '2026-11-21T00:00:00Z', completed: '2026-11-21T00:00:02Z' };
  const docker = await FakeDocker.create(path.join(folder, 'bin'), [
    { when: 'buildx version', output: 'github.com/docker/buildx v0.29.0 1' },
    { when: 'buildx build', errors: `${JSON.stringify({ vertexes: [vertex] })}\n`, hangs: true },
  ]);
  const { code } = await run(['build', '--no-history', '--docker', docker.program, '--dockerfile', 'clean/Dockerfile'], { closeAfterFirst: true });
  expect(code).toBe(141);
});
