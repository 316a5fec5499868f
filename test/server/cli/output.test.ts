import { chmod, link, lstat, mkdir, open, readFile, readdir, stat, symlink } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OutputFile } from '../../../server/src/cli/outputFile.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';
import { PIP, scanHere, told, workspace } from './scanHere.ts';

const isWindows = process.platform === 'win32';
const read = (folder: string, file: string) => readFile(path.join(folder, file), 'utf8');
/** A hint and a warning. */
const NOTES = {
  'drydock.json': '{ "overrides": [{ "files": ["a/**"], "rules": { "require-cache-mount": "hint" } }] }',
  'a/Dockerfile': PIP,
  'b/Dockerfile': PIP,
};

describe('--output and --report', () => {
  it('write the report to a file and a summary to the terminal, whatever the exit status', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    const { code, out } = await scanHere(folder, ['--format=sarif', '-o', 'x.sarif', '--report', 'json=x.json', '--report=checkstyle=x.xml', '--report', 'markdown=x.md', '--report=github=x.txt', '--report=text=y.txt']);
    expect(code).toBe(1);
    expect(out).toMatch(/^1 finding in 1 file: 1 warning\.$/m);
    expect(out).not.toContain('[require-cache-mount]');
    expect(JSON.parse(await read(folder, 'x.sarif'))).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'require-cache-mount' }] }] });
    expect(JSON.parse(await read(folder, 'x.json'))).toMatchObject({ summary: { findings: 1 } });
    expect(await read(folder, 'x.xml')).toContain('<error line="4"');
    expect(await read(folder, 'x.md')).toContain('require-cache-mount');
    expect(await read(folder, 'x.txt')).toMatch(/^::warning file=a\/Dockerfile,line=4,/m);
    expect(await read(folder, 'y.txt')).toMatch(/^a\/Dockerfile:4:5 warning .*\[require-cache-mount\]/m);
    expect((await readdir(folder)).sort()).toEqual(['a', 'x.json', 'x.md', 'x.sarif', 'x.txt', 'x.xml', 'y.txt']);
  });

  it('never colour a file', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    const { out } = await scanHere(folder, ['-o', 'x.txt'], { hasColours: true });
    expect(out).toContain('\u001b[33m');
    expect(await read(folder, 'x.txt')).not.toContain('\u001b');
  });

  if (!isWindows) it('replace a file, keeping its mode', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'x.txt': 'stale\n'.repeat(10_000) });
    await chmod(path.join(folder, 'x.txt'), 0o640);
    const before = await stat(path.join(folder, 'x.txt'));
    await scanHere(folder, ['-o', 'x.txt']);
    const after = await stat(path.join(folder, 'x.txt'));
    expect(after.mode & 0o777).toBe(0o640);
    expect(after.ino).not.toBe(before.ino);
    expect(await read(folder, 'x.txt')).not.toContain('stale');
  });

  itWithLinks('write what a link leads to, and leave it a link', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'real.txt': 'old' });
    await symlink('real.txt', path.join(folder, 'x.txt'));
    await scanHere(folder, ['-o', 'x.txt']);
    expect((await lstat(path.join(folder, 'x.txt'))).isSymbolicLink()).toBe(true);
    expect(await read(folder, 'real.txt')).toContain('require-cache-mount');
  });

  if (!isWindows) it('write to devices and pipes as they are', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    expect((await scanHere(folder, ['-o', '/dev/null'])).code).toBe(1);
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const [text] = await Promise.all([read(folder, 'pipe'), scanHere(folder, ['-o', 'pipe'])]);
    expect(text).toContain('require-cache-mount');
  });

  if (!isWindows) it('write more to a pipe than it holds, and take it for enough where its reader goes away', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`s${index}/Dockerfile`, PIP]));
    const folder = await workspace(many);
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const [text] = await Promise.all([read(folder, 'pipe'), scanHere(folder, ['--report=json=pipe'])]);
    expect(text.length).toBeGreaterThan(65_536);
    expect(JSON.parse(text).files).toHaveLength(100);
    const leaving = open(path.join(folder, 'pipe'), 'r').then((handle) => handle.close());
    const [{ code, error }] = await Promise.all([scanHere(folder, ['--report=json=pipe']), leaving]);
    expect([code, error]).toEqual([1, '']);
  });

  it('say before anything is scanned what cannot be written', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    await mkdir(path.join(folder, 'folder'));
    for (const [file, words] of [['folder', 'is a folder'], ['no/x.txt', 'The folder of no/x.txt does not exist'], ['new/', 'is a folder']] as const) {
      const { code, out, error } = await scanHere(folder, ['--fix', '-o', file]);
      expect([code, out]).toEqual([2, '']);
      expect(error).toContain(words);
    }
    expect(await read(folder, 'a/Dockerfile')).toBe(PIP);
  });

  it('never take the place of what a scan reads, of the baseline, or of one another', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'drydock.json': '{}', 'ci.json': '{}', 'known.json': '{ "version": 1, "files": {} }' });
    for (const [args, words] of [
      [['-o', 'a/Dockerfile'], 'a/Dockerfile has the name of a file that a scan reads'],
      [['-o', 'compose.yaml'], 'has the name of a file that a scan reads'],
      [['--format=json', '-o', 'drydock.json'], 'has the name of a file that a scan reads'],
      [['--report=json=x.txt', '-o', './x.txt'], './x.txt is the json report already'],
      [['--report=json=y', '--report=sarif=a/../y'], 'a/../y is the json report already'],
      [['--baseline=known.json', '-o', 'known.json'], 'known.json is the baseline already'],
      [['--baseline=new.json', '--write-baseline', '--report=json=new.json'], 'new.json is the baseline already'],
      [['--baseline=a/Dockerfile', '--write-baseline'], 'The baseline a/Dockerfile is no JSON: name another file'],
      [['--baseline=b.Dockerfile', '--write-baseline'], 'has the name of a file that a scan reads'],
      [['--config=ci.json', '-o', 'ci.json'], 'ci.json is the configuration already'],
      [['--config='], '--config takes a value that is not empty'],
      [['-o', '-'], '"-" is no file'],
    ] as const) {
      const { code, out, error } = await scanHere(folder, ['--fix', ...args]);
      expect([args, code, out]).toEqual([args, 2, '']);
      expect(error).toContain(words);
    }
    expect((await readdir(folder)).sort()).toEqual(['a', 'ci.json', 'drydock.json', 'known.json']);
    expect(await read(folder, 'a/Dockerfile')).toBe(PIP);
  });

  if (!isWindows) it('write a file in place where its folder may not be written, and say at once that a new one cannot be', async () => {
    const folder = await workspace({ 'locked/old.txt': 'old' });
    await chmod(path.join(folder, 'locked/old.txt'), 0o666);
    await chmod(path.join(folder, 'locked'), 0o555);
    await chmod(folder, 0o755);
    // For root, nothing is ever refused.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      // access(2) asks for the real user, whom a test of root cannot change back.
      if (!isRoot) await expect(OutputFile.open('locked/new.txt', { cwd: folder })).rejects.toThrow('locked/new.txt cannot be written: its folder may not be written.');
      await (await OutputFile.open('locked/old.txt', { cwd: folder })).write('new');
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(path.join(folder, 'locked'), 0o755);
    }
    expect(await read(folder, 'locked/old.txt')).toBe('new');
    expect(await readdir(path.join(folder, 'locked'))).toEqual(['old.txt']);
  });

  if (!isWindows) it('leave other names of a file behind', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'x.txt': 'old' });
    await link(path.join(folder, 'x.txt'), path.join(folder, 'y.txt'));
    await scanHere(folder, ['-o', 'x.txt']);
    expect(await read(folder, 'y.txt')).toBe('old');
  });
});

describe('what is told and what fails', () => {
  it('--quiet tells warnings and errors only, and no summary', async () => {
    const folder = await workspace(NOTES);
    expect((await told(folder)).summary).toMatchObject({ hint: 1, warning: 1 });
    const { code, out } = await scanHere(folder, ['--quiet']);
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toEqual([expect.stringMatching(/^b\/Dockerfile:4:5 warning /)]);
    expect((await scanHere(folder, ['--quiet', '-o', 'x.txt'])).out).toBe('');
    expect((await told(folder, ['--quiet'])).summary).toMatchObject({ hint: 0, warning: 1 });
    // What is not told fails all the same.
    expect((await scanHere(folder, ['a', '--quiet', '--fail-on=hint'])).code).toBe(1);
    expect((await scanHere(folder, ['a', '--quiet'])).code).toBe(0);
  });

  it.each([
    ['hint', 1], ['information', 1], ['warning', 1], ['error', 0], ['none', 0],
  ])('--fail-on %s exits with %i where a warning and a hint are left', async (severity, expected) => {
    expect((await scanHere(await workspace(NOTES), ['--fail-on', severity])).code).toBe(expected);
  });

  it('scores fail where they are asked to, and are told', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    expect((await scanHere(folder, ['--fail-on=none', '--fail-under=0'])).code).toBe(0);
    const failed = await scanHere(folder, ['--fail-on=none', '--fail-under=100', '--format=json']);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out).gates).toContainEqual(expect.objectContaining({ gate: 'workspace', required: 100, passed: false }));
    expect((await scanHere(folder, ['--score'])).out).toMatch(/score/i);
    expect((await scanHere(folder)).out).not.toMatch(/score/i);
  });

  it('gates of a configuration hold for the files of its project, stricter for critical services', async () => {
    const compose = 'services:\n  pay:\n    build: ./pay\n  web:\n    build: ./web\n';
    const config = { gates: { overall: 0, critical: 100 }, critical: ['pay'] };
    const folder = await workspace({ 'compose.yaml': compose, 'pay/Dockerfile': PIP, 'web/Dockerfile': PIP, 'drydock.json': JSON.stringify(config) });
    const { code, out } = await scanHere(folder, ['pay', 'web', '--fail-on=none', '--format=json']);
    expect(code).toBe(1);
    const gates = JSON.parse(out).gates as { gate: string; passed: boolean; failed: { path: string }[] }[];
    expect(gates.filter(({ passed }) => !passed).map(({ gate, failed }) => [gate, failed.map((one) => one.path)])).toEqual([['critical', ['pay/Dockerfile']]]);
    expect((await scanHere(folder, ['web', '--fail-on=none'])).code).toBe(0);
  });

  it('--stats tell phases and rules on standard error only', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    const { out, error } = await scanHere(folder, ['--stats', '--format=json']);
    expect(JSON.parse(out).summary.findings).toBe(1);
    expect(error).toMatch(/^Time by phase:\n {2}Reading the project +\d+\.\d ms\n/);
    expect(error).toMatch(/^ {2}require-cache-mount +\d+\.\d ms +\d+\.\d % {2}1 check$/m);
    expect((await scanHere(folder, ['--format=json'])).out).toBe(out);
  });

  it('names all paths from the working folder, also those of files that a fix creates', async () => {
    const folder = await workspace({ 'drydock.json': '{}', 'a/Dockerfile': 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n', 'a/main.py': '' });
    const { out } = await scanHere(path.join(folder, 'a'), ['--format=json']);
    const created = (JSON.parse(out).files as { findings: { fixes: { creates: { path: string }[] }[] }[] }[]).flatMap(({ findings }) => findings.flatMap(({ fixes }) => fixes.flatMap(({ creates }) => creates.map((one) => one.path))));
    expect(new Set(created)).toEqual(new Set(['.dockerignore']));
  });

  it('tells GitHub Actions paths from the checked-out repository, and lets no file give it commands', async () => {
    const folder = await workspace({ 'services/a/Dockerfile': PIP, ...(isWindows ? {} : { 'services/::stop-commands::x/Dockerfile': PIP }) });
    const below = path.join(folder, 'services');
    const environment = { ...process.env, GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder };
    expect((await scanHere(below, ['--format=github'], { environment })).out).toMatch(/^::warning file=services\/a\/Dockerfile,/m);
    expect((await scanHere(below, [], { environment })).out).not.toMatch(/^\s*::/m);
  });
});

describe('patterns', () => {
  const files = { 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'old/x/Dockerfile': PIP, '[id]/b/Dockerfile': PIP };
  const paths = async (folder: string, ...args: string[]) => (await told(folder, args)).files.map((file) => file.path);

  it('leave out what follows !', async () => {
    const folder = await workspace(files);
    expect(await paths(folder, '!old')).toEqual(['[id]/b/Dockerfile', 'a/Dockerfile', 'b/Dockerfile']);
    expect(await paths(folder, '!old/**', '![[]id]/**')).toEqual(['a/Dockerfile', 'b/Dockerfile']);
    expect(await paths(folder, '*/Dockerfile', '!b')).toEqual(['a/Dockerfile']);
    expect(await paths(folder, 'a/Dockerfile', 'b/Dockerfile', '!a/*')).toEqual(['b/Dockerfile']);
    expect(await paths(folder, '!**/x', '!{a,b}')).toEqual(['[id]/b/Dockerfile']);
    expect(await paths(path.join(folder, 'old'), '!../old/x')).toEqual([]);
  });

  it('may stand in quotes that no shell took away', async () => {
    const folder = await workspace(files);
    expect(await paths(folder, "'{a,b}/*'", "'!b/*'")).toEqual(['a/Dockerfile']);
    expect(await paths(folder, "'a'")).toEqual(['a/Dockerfile']);
  });

  it('take names of folders above for what they are', async () => {
    const folder = await workspace(files);
    expect(await paths(path.join(folder, '[id]'), '*/Dockerfile')).toEqual(['b/Dockerfile']);
    expect(await paths(folder, '[id]')).toEqual(['[id]/b/Dockerfile']);
  });

  if (isWindows) it('take backslashes on Windows', async () => {
    const folder = await workspace(files);
    expect(await paths(folder, '{a,b}\\Dockerfile', '!b\\**')).toEqual(['a/Dockerfile']);
  });
});
