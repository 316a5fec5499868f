import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseArguments } from '../../../server/src/cli/arguments.ts';
import { runCli } from '../../../server/src/cli/run.ts';
import { UsageError } from '../../../server/src/cli/usage.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

const NODE = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function workspace(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-generate-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ 'drydock.json': '{}', ...files })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

async function run(cwd: string, ...args: string[]) {
  let out = '';
  let error = '';
  const code = await runCli(['generate', 'dockerignore', ...args], { cwd, hasColours: false, out: (text) => void (out += text), error: (text) => void (error += text) });
  return { code, out, error };
}

const text = (folder: string, file: string) => readFile(path.join(folder, file), 'utf8');
const SERVICE = { 'api/Dockerfile': NODE, 'api/package.json': '{}', 'api/node_modules/a/i.js': 'x'.repeat(2_000), 'api/server.js': '' };

describe('without an option', () => {
  it('prints the files with what they save, and writes nothing', async () => {
    const folder = await workspace({ ...SERVICE, 'compose.yaml': 'services:\n  api: {build: ./api}\n', 'web/Dockerfile': NODE, 'web/.dockerignore': 'dist\n', 'web/node_modules/b/i.js': '' });
    const { code, out } = await run(folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^api\/\.dockerignore: would be created, builds send \d+ bytes in 2 files instead of 2\.\d kB in 4 files\n {2}# What images/);
    expect(out).toContain('\n  **/node_modules\n');
    expect(out).toMatch(/\nweb\/\.dockerignore: would get 3 lines, assuming that its folder is the build context, builds send/);
    expect(out).toMatch(/\n1 to create, 1 to complete; --write writes them\.\n$/);
    await expect(stat(path.join(folder, 'api/.dockerignore'))).rejects.toThrow();
    expect(await text(folder, 'web/.dockerignore')).toBe('dist\n');
  });

  it('says why a context gets none', async () => {
    const folder = await workspace({ 'named/Dockerfile': 'FROM x\nCOPY a.txt /\n', 'named/a.txt': '', 'away/Dockerfile': 'FROM x\nCOPY services/x /x\nCOPY . .\n', 'pod/Dockerfile': NODE, 'pod/.containerignore': '' });
    const { out, code } = await run(folder, '--check');
    expect(code).toBe(0);
    expect(out).toBe('Nothing to write.\n');
    const printed = await run(folder);
    expect(printed.out).toContain('named/ needs none: its Dockerfiles name each file that they copy.\n');
    expect(printed.out).toContain('away/ does not have services/x, so it is built from another folder, and nothing in the workspace says from which.\n');
    expect(printed.out).toContain('pod/ has a .containerignore file');
  });
});

describe('--write', () => {
  it('creates and completes, keeps what is there, and finds nothing to do the second time', async () => {
    const folder = await workspace({ ...SERVICE, 'web/Dockerfile': NODE, 'web/package.json': '{}', 'web/.dockerignore': '# mine\r\n!keep.log\r\n', 'web/node_modules/b/i.js': '', 'web/keep.log': '' });
    const { code, out } = await run(folder, '--write');
    expect(code).toBe(0);
    expect(out).toMatch(/^api\/\.dockerignore: created/);
    expect(await text(folder, 'api/.dockerignore')).toContain('\n**/node_modules\n');
    expect((await text(folder, 'web/.dockerignore')).startsWith('# mine\r\n!keep.log\r\n\r\n# What the build does not need either.\r\n**/node_modules\r\n')).toBe(true);
    const before = await text(folder, 'web/.dockerignore');
    expect((await run(folder, '--check')).code).toBe(0);
    expect((await run(folder, '--write')).out).toContain('Nothing to write.');
    expect(await text(folder, 'web/.dockerignore')).toBe(before);
  });

  it('writes for the folders that were named only', async () => {
    const folder = await workspace({ ...SERVICE, 'web/Dockerfile': NODE, 'web/x.js': '' });
    await run(folder, 'api', '--write');
    await expect(stat(path.join(folder, 'web/.dockerignore'))).rejects.toThrow();
    expect(await text(folder, 'api/.dockerignore')).toContain('node_modules');
  });

  it('leaves alone what the configuration excludes', async () => {
    const folder = await workspace({ ...SERVICE, 'drydock.json': '{"exclude":["api/**"]}' });
    expect((await run(folder, '--write')).out).toContain('No Dockerfile here');
  });

  it('never writes above what was named', async () => {
    const folder = await workspace({ 'compose.yaml': 'services:\n  api: {build: {context: ., dockerfile: api/Dockerfile}}\n', 'api/Dockerfile': NODE, 'api/x.js': '' });
    const { code, out } = await run(path.join(folder, 'api'), '--write');
    expect(code).toBe(1);
    expect(out).toContain('../.dockerignore: could not be written: it lies outside of the working folder and of what was named.');
    await expect(stat(path.join(folder, '.dockerignore'))).rejects.toThrow();
  });

  itWithLinks('follows no link', async () => {
    const folder = await workspace({ ...SERVICE, 'elsewhere': 'dist\n' });
    await symlink('../elsewhere', path.join(folder, 'api/.dockerignore'));
    const { code } = await run(folder, '--write');
    expect(code).toBe(1);
    expect(await text(folder, 'elsewhere')).toBe('dist\n');
  });
});

it('completes a file for megabytes of small matters too, as the finding does', async () => {
  const folder = await workspace({ ...SERVICE, 'api/.dockerignore': '**/node_modules\n', 'api/.github/screen.png': 'x'.repeat(1_100_000) });
  expect((await run(folder)).out).toMatch(/^api\/\.dockerignore: would get \d lines.*\n[^]*\*\*\/\.github\n/);
});

it('--check tells by its exit status, and names the files without their text', async () => {
  const folder = await workspace(SERVICE);
  const { code, out } = await run(folder, '--check');
  expect(code).toBe(1);
  expect(out.split('\n')).toHaveLength(3);
});

it('writes one file for builds that share a context', async () => {
  const folder = await workspace({
    'compose.yaml': 'services:\n  a: {build: {context: ., dockerfile: a/Dockerfile}}\n  b: {build: {context: ., dockerfile: b/Dockerfile}}\n',
    'a/Dockerfile': NODE, 'b/Dockerfile': 'FROM x\nCOPY docs/a.md /\n', 'docs/a.md': '', 'package.json': '{}',
  });
  const { out } = await run(folder);
  expect(out.match(/would be created/g)).toHaveLength(1);
  expect(out).toContain('#   docs (a Dockerfile copies docs/a.md)');
});

it.each([
  [['generate'], /needs to know what/],
  [['generate', 'nothing'], /takes dockerignore, not "nothing"/],
  [['generate', 'dockerignore', '--fix'], /generate has no option --fix/],
  [['generate', 'dockerignore', '--write', '--check'], /exclude each other/],
  [['scan', '--write'], /scan has no option --write/],
])('refuses %j', (args, message) => {
  expect(() => parseArguments(args)).toThrow(UsageError);
  expect(() => parseArguments(args)).toThrow(message);
});
