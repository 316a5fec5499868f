import { chmod, link, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../../../server/src/cli/run.ts';
import { nodeFileSystem } from '../../../server/src/host/fileSystem.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nUSER 1000\n';
const COPY_ALL = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n';
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function workspace(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-cli-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

async function run(cwd: string, args: string[], fileSystem = nodeFileSystem) {
  let out = '';
  let error = '';
  const code = await runCli(['scan', '--format=json', ...args], { cwd, hasColours: false, fileSystem, out: (text) => void (out += text), error: (text) => void (error += text) });
  const report = out ? JSON.parse(out) : null;
  return { code, out, error, report, paths: (report?.files ?? []).map((file: { path: string }) => file.path), skipped: report?.skipped };
}

it('takes settings in a package.json for a project, as it does a drydock.json', async () => {
  const settings = (value: unknown): string => JSON.stringify({ name: 'a', drydock: value });
  const files = { 'a/Dockerfile': PIP, 'compose.yaml': 'services:\n  a:\n    build: a\n' };
  const off = { rules: { 'require-cache-mount': 'off' } };
  const marked = await workspace({ ...files, '.git/HEAD': '', 'a/package.json': settings(off) });
  expect((await run(path.join(marked, 'a'), [])).report.files[0].findings).toEqual([]);
  const named = await workspace({ ...files, 'package.json': settings(off) });
  expect((await run(path.join(named, 'a'), [])).report.files[0].findings).toEqual([]);
  // Other tools keep other things under the name of a project.
  const other = await workspace({ ...files, 'drydock.json': JSON.stringify(off), 'a/package.json': settings('^1.0.0') });
  expect((await run(path.join(other, 'a'), [])).report.files[0].findings).toEqual([]);
});

const REPOSITORY = {
  '.git/HEAD': '',
  'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      dockerfile: services/api/Dockerfile\n',
  '.dockerignore': '.git\n',
  'services/api/Dockerfile': COPY_ALL,
  'services/api/main.py': '',
  'drydock.json': '{}',
};

describe('the project around what is scanned', () => {
  it('tells how an image is built, from wherever the scan is started', async () => {
    const folder = await workspace(REPOSITORY);
    const whole = await run(folder, ['services']);
    const inside = await run(path.join(folder, 'services/api'), []);
    expect(whole.report.files[0].findings).toEqual([]);
    expect(inside.report.files).toEqual([{ path: 'Dockerfile', language: 'dockerfile', findings: [] }]);
  });

  it('configures it too, and is found by either mark', async () => {
    for (const mark of [{ '.git': 'gitdir: elsewhere\n' }, {}] as Record<string, string>[]) {
      const folder = await workspace({ ...mark, 'drydock.json': '{"rules":{"require-cache-mount":"off"}}', 'a/b/Dockerfile': PIP });
      expect((await run(path.join(folder, 'a/b'), [])).report.files[0].findings).toEqual([]);
      expect((await run(folder, ['a/b/Dockerfile'])).report.files[0].findings).toEqual([]);
    }
  });

  it('is never written to outside of what was to be scanned', async () => {
    const folder = await workspace({ ...REPOSITORY, '.dockerignore.bak': '' });
    await rm(path.join(folder, '.dockerignore'));
    const { report, skipped } = await run(path.join(folder, 'services/api'), ['--fix=suggestions']);
    await expect(stat(path.join(folder, '.dockerignore'))).rejects.toThrow();
    expect(report.created).toEqual([]);
    expect(skipped).toEqual([{ path: 'Dockerfile', reason: expect.stringContaining('outside of what was to be scanned') }]);
  });
});

describe('paths', () => {
  it('that overlap or repeat give each file once', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'a/b/Dockerfile': PIP });
    for (const args of [['a', 'a/Dockerfile', './a/../a'], ['a/Dockerfile', 'a/Dockerfile', 'a/b'], ['..', '.'].map((one) => path.join('a', one))]) {
      expect((await run(folder, args)).paths, args.join(' ')).toEqual(['a/Dockerfile', 'a/b/Dockerfile']);
    }
    expect((await run(path.join(folder, 'a/b'), ['../..', '.', '..'])).paths).toEqual(['../Dockerfile', 'Dockerfile']);
  });

  it('in a folder without any sign of a project read no more than what was named, or the folder whose files tell of builds', async () => {
    const files = { 'a/Dockerfile': PIP, 'a/x/Dockerfile': PIP, 'b/compose.yml': 'services:\n  s: {build: {context: ., dockerfile: deep/Dockerfile}}\n', 'b/deep/Dockerfile': PIP };
    const folder = await workspace(files);
    const lists = new Set<string>();
    const fileSystem = { ...nodeFileSystem, list: (one: string) => (lists.add(path.relative(folder, one)), nodeFileSystem.list(one)) };
    expect((await run(folder, ['a/x', 'b/deep'], fileSystem)).paths).toEqual(['a/x/Dockerfile', 'b/deep/Dockerfile']);
    expect([...lists].sort()).toEqual(['a/x', 'b', 'b/deep']);
  });

  it('may be patterns that no shell has expanded', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'b/x/Dockerfile': PIP });
    expect((await run(folder, ['*/Dockerfile'])).paths).toEqual(['a/Dockerfile', 'b/Dockerfile']);
    expect((await run(folder, ['b/**'])).paths).toEqual(['b/Dockerfile', 'b/x/Dockerfile']);
    const none = await run(folder, ['c/*/Dockerfile']);
    expect(none.code).toBe(2);
    expect(none.error).toContain('c/*/Dockerfile');
  });

  itWithLinks('behind a link are named, not taken for clean; loops end', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    await symlink('a', path.join(folder, 'linked'));
    await symlink('..', path.join(folder, 'a/up'));
    const { paths, skipped } = await run(folder, ['linked', '.']);
    expect(paths).toEqual(['a/Dockerfile']);
    expect(skipped).toEqual([{ path: 'linked', reason: expect.stringContaining('link') }]);
  });
});

describe('what cannot be read', () => {
  it('is named, and the scan goes on', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'locked/Dockerfile': PIP });
    const { paths, skipped, code } = await run(folder, [], {
      ...nodeFileSystem,
      readText: async (file, limit) => (file.includes('/b/') ? null : nodeFileSystem.readText(file, limit)),
      list: async (one) => (one.endsWith('/locked') ? null : nodeFileSystem.list(one)),
    });
    expect(paths).toEqual(['a/Dockerfile']);
    expect(code).toBe(1);
    expect(skipped).toEqual([
      { path: '.', reason: expect.stringContaining('could not be read') },
      { path: 'b/Dockerfile', reason: expect.stringContaining('could not be read') },
    ]);
  });

  it('and vanishes between listing and fixing is left alone', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP });
    let reads = 0;
    const { skipped, report } = await run(folder, ['--fix'], {
      ...nodeFileSystem,
      readText: async (file, limit) => {
        const text = await nodeFileSystem.readText(file, limit);
        if (file.endsWith('/a/Dockerfile') && ++reads === 1) await rm(file);
        return text;
      },
    });
    expect(skipped.map((one: { path: string }) => one.path)).toContain('a/Dockerfile');
    expect(report.summary.fixed).toBe(1);
    await expect(stat(path.join(folder, 'a/Dockerfile'))).rejects.toThrow();
  });
});

describe('--fix', () => {
  it('leaves read-only files alone, names them and goes on', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP });
    await chmod(path.join(folder, 'a/Dockerfile'), 0o444);
    const { code, skipped, report } = await run(folder, ['--fix']);
    expect(code).toBe(1);
    expect(skipped).toEqual([{ path: 'a/Dockerfile', reason: expect.stringContaining('read-only') }]);
    expect(report.summary).toMatchObject({ fixed: 1, findings: 1 });
    expect(await readFile(path.join(folder, 'a/Dockerfile'), 'utf8')).toBe(PIP);
  });

  itWithLinks('keeps modes, and leaves a file alone that has other names', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP });
    await chmod(path.join(folder, 'a/Dockerfile'), 0o666);
    await link(path.join(folder, 'b/Dockerfile'), path.join(folder, 'b/other'));
    const { skipped } = await run(folder, ['--fix']);
    expect((await stat(path.join(folder, 'a/Dockerfile'))).mode & 0o777).toBe(0o666);
    expect(await readFile(path.join(folder, 'a/Dockerfile'), 'utf8')).toContain('--mount');
    expect(await readFile(path.join(folder, 'b/other'), 'utf8')).toBe(PIP);
    expect(skipped).toEqual([{ path: 'b/Dockerfile', reason: expect.stringContaining('hard links') }]);
  });

  it.each([['\uFEFF', '\n'], ['', '\r\n'], ['\uFEFF', '\r\n']])('keeps every other byte: mark %j, line ending %j', async (mark, eol) => {
    const text = mark + `${PIP}# ünï 😀`.replaceAll('\n', eol);
    const folder = await workspace({ Dockerfile: text });
    await run(folder, ['--fix']);
    const fixed = await readFile(path.join(folder, 'Dockerfile'), 'utf8');
    expect(fixed).not.toBe(text);
    expect(fixed.replace(/--mount=\S+ (?:\\\r?\n\s*)?/, '')).toBe(text);
  });

  it('checks later files against what earlier ones created, and tells what is left as a new scan would', async () => {
    const compose = 'services:\n  a:\n    build: {context: ., dockerfile: a.Dockerfile}\n  b:\n    build: {context: ., dockerfile: b.Dockerfile}\n';
    const folder = await workspace({ 'compose.yaml': compose, 'a.Dockerfile': COPY_ALL, 'b.Dockerfile': COPY_ALL, 'main.py': '' });
    const first = await run(folder, ['--fix=suggestions']);
    expect(first.report.created).toEqual(['.dockerignore']);
    expect(first.skipped).toEqual([]);
    const text = await readFile(path.join(folder, '.dockerignore'), 'utf8');
    const again = await run(folder, []);
    expect(again.report.files).toEqual(first.report.files);
    await run(folder, ['--fix=suggestions']);
    expect(await readFile(path.join(folder, '.dockerignore'), 'utf8')).toBe(text);
  });
});

it('refuses a configuration that is there and cannot be understood', async () => {
  const folder = await workspace({ 'Dockerfile': PIP, 'drydock.json': '{"rules":' });
  expect((await run(folder, [])).code).toBe(2);
});

it('lets no file name or text steer the terminal', async () => {
  const folder = await workspace({ 'a\u001b[2J\nb/Dockerfile': 'FROM "evil\u001b[31m"\nRUN pip install x\n' });
  let out = '';
  await runCli(['scan'], { cwd: folder, hasColours: false, out: (text) => void (out += text), error: () => {} });
  expect(out).not.toContain('\u001b');
  expect(out).toContain('\\u001b[2J\\u000ab/Dockerfile:2:5');
});
