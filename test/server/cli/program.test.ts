import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

it('ends quietly when nobody reads on', async () => {
  const { error } = await run(['scan', 'many'], { closeAfterFirst: true });
  expect(error).toBe('');
});

it.skipIf(process.platform === 'win32')('does not pass for built where nobody reads on in the middle of a build', async () => {
  const vertex = { digest: 'sha256:a', name: '[2/2] RUN true', started: '2026-11-21T00:00:00Z', completed: '2026-11-21T00:00:02Z' };
  const docker = await FakeDocker.create(path.join(folder, 'bin'), [
    { when: 'buildx version', output: 'github.com/docker/buildx v0.29.0 1' },
    { when: 'buildx build', errors: `${JSON.stringify({ vertexes: [vertex] })}\n`, hangs: true },
  ]);
  const { code } = await run(['build', '--no-history', '--docker', docker.program, '--dockerfile', 'clean/Dockerfile'], { closeAfterFirst: true });
  expect(code).toBe(141);
});
