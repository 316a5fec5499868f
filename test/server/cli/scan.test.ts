import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../../../server/src/cli/run.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nUSER 1000\n';
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function workspace(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-cli-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

async function run(cwd: string, ...args: string[]) {
  let out = '';
  let error = '';
  const code = await runCli(args, { cwd, hasColours: false, out: (text) => void (out += text), error: (text) => void (error += text) });
  return { code, out, error };
}

describe('drydock scan', () => {
  it('prints findings as documented JSON: zero-based positions, paths relative to the working folder', async () => {
    const folder = await workspace({ 'services/api/Dockerfile': PIP });
    const { code, out } = await run(folder, 'scan', '--format', 'json');
    expect(code).toBe(1);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(['version', 'files', 'skipped', 'ignored', 'created', 'contexts', 'summary']);
    expect(report.version).toBe(1);
    expect(report.files).toMatchObject([
      {
        path: 'services/api/Dockerfile',
        language: 'dockerfile',
        findings: [
          {
            rule: 'require-cache-mount',
            severity: 'warning',
            confidence: 'high',
            message: expect.stringContaining('pip'),
            range: { start: { line: 3, character: 4 }, end: { line: 3, character: 15 } },
            related: [],
            fix: { kind: 'safe', title: expect.any(String) },
            fixes: [expect.objectContaining({ kind: 'safe', creates: [], reachesOthers: false })],
            withheld: null,
            fingerprint: expect.stringMatching(/^[0-9a-f]{14}$/),
          },
        ],
      },
    ]);
    expect(report.summary).toMatchObject({ files: 1, findings: 1, warning: 1, fixableSafely: 1, fixed: 0 });
  });

  it('prints one line a finding as text, with places that terminals make links', async () => {
    const folder = await workspace({ Dockerfile: PIP });
    const { out } = await run(folder, 'scan');
    expect(out).toMatch(/^Dockerfile:4:5 warning .*\[require-cache-mount\] \(--fix\)$/m);
    expect(out).toMatch(/^1 findings? in 1 file/m);
  });

  it('fixes what is safe and exits 0 when no warning is left', async () => {
    const folder = await workspace({ Dockerfile: PIP.replaceAll('\n', '\r\n') });
    const first = await run(folder, 'scan', '--fix');
    expect(first.code).toBe(0);
    const text = await readFile(path.join(folder, 'Dockerfile'), 'utf8');
    expect(text).toContain('--mount=type=cache,target=/root/.cache/pip');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const again = await run(folder, 'scan', '--fix', '--format=json');
    expect(JSON.parse(again.out).summary).toMatchObject({ fixed: 0, findings: 0 });
    expect(await readFile(path.join(folder, 'Dockerfile'), 'utf8')).toBe(text);
  });

  it('takes suggestions only where asked, and creates files without touching existing ones', async () => {
    const folder = await workspace({ Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n', 'main.py': '' });
    await run(folder, 'scan', '--fix');
    await expect(stat(path.join(folder, '.dockerignore'))).rejects.toThrow();
    const { out } = await run(folder, 'scan', '--fix=suggestions');
    expect(out).toContain('.dockerignore: created');
    expect(await readFile(path.join(folder, '.dockerignore'), 'utf8')).toContain('.git');
    expect((await run(folder, 'scan')).out).toContain('No findings');
  });

  describe('a secret that moves to a file of its own', () => {
    const COMPOSE = 'services:\n  db:\n    image: postgres:16.4\n    environment:\n      POSTGRES_PASSWORD: tulip-garden\n';
    const SECRET = 'secrets/db_postgres_password.txt';

    it('is there afterwards, in a folder that is made for it', async () => {
      const folder = await workspace({ 'compose.yaml': COMPOSE });
      await run(folder, 'scan', '--fix=suggestions');
      expect(await readFile(path.join(folder, 'compose.yaml'), 'utf8')).toContain('POSTGRES_PASSWORD_FILE: /run/secrets/db_postgres_password');
      expect(await readFile(path.join(folder, SECRET), 'utf8')).toBe('tulip-garden');
    });

    it('stays where it is as long as that cannot be written', async () => {
      const folder = await workspace({ 'compose.yaml': COMPOSE, secrets: 'no folder\n' });
      const { out } = await run(folder, 'scan', '--fix=suggestions');
      expect(out).toContain('The fixes could not be written');
      expect(await readFile(path.join(folder, 'compose.yaml'), 'utf8')).toBe(COMPOSE);
    });

    itWithLinks('is never written behind a link', async () => {
      const folder = await workspace({ 'compose.yaml': COMPOSE });
      const elsewhere = await workspace({ 'x.txt': '' });
      await symlink(elsewhere, path.join(folder, 'secrets'));
      await run(folder, 'scan', '--fix=suggestions');
      expect(await readFile(path.join(folder, '.env'), 'utf8')).toContain('tulip-garden');
      await expect(stat(path.join(elsewhere, 'db_postgres_password.txt'))).rejects.toThrow();
    });

    if (process.platform !== 'win32') it('leaves nothing behind where the compose file cannot be written', async () => {
      const folder = await workspace({ 'compose.yaml': COMPOSE });
      await chmod(path.join(folder, 'compose.yaml'), 0o444);
      await run(folder, 'scan', '--fix=suggestions');
      expect(await readFile(path.join(folder, 'compose.yaml'), 'utf8')).toBe(COMPOSE);
      await expect(stat(path.join(folder, SECRET))).rejects.toThrow();
    });
  });

  it('scans only what was named, files and folders', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'c/x.dockerfile': PIP });
    const paths = async (...args: string[]) => JSON.parse((await run(folder, 'scan', '--format=json', ...args)).out).files.map((file: { path: string }) => file.path);
    expect(await paths('a')).toEqual(['a/Dockerfile']);
    expect(await paths('b/Dockerfile', 'c')).toEqual(['b/Dockerfile', 'c/x.dockerfile']);
    expect(await paths()).toEqual(['a/Dockerfile', 'b/Dockerfile', 'c/x.dockerfile']);
  });

  it('scans a folder elsewhere', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    const other = await workspace({});
    const { out } = await run(other, 'scan', folder, '--format=json');
    expect(JSON.parse(out).files[0].path).toBe(path.relative(other, path.join(folder, 'a/Dockerfile')).split(path.sep).join('/'));
  });

  it('follows drydock.json and --config', async () => {
    const folder = await workspace({
      'a/Dockerfile': PIP,
      'old/Dockerfile': PIP,
      'drydock.json': '{ "rules": { "require-cache-mount": "hint" }, "exclude": ["old/**"] }',
      'ci.json': '{ "rules": { "require-cache-mount": "error" } }',
    });
    const own = await run(folder, 'scan', '--format=json');
    expect(own.code).toBe(0);
    expect(JSON.parse(own.out).summary).toMatchObject({ files: 1, hint: 1 });
    const ci = await run(folder, 'scan', '--config', 'ci.json', '--format=json');
    expect(ci.code).toBe(1);
    expect(JSON.parse(ci.out).summary).toMatchObject({ files: 2, error: 2 });
  });

  it('names what it cannot read and goes on', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': new Uint8Array([70, 0, 255, 254]), 'notes.txt': 'x' });
    const { out, code } = await run(folder, 'scan', '.', 'notes.txt', '--format=json');
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(report.files.map((file: { path: string }) => file.path)).toEqual(['a/Dockerfile']);
    expect(report.skipped.map((file: { path: string }) => file.path)).toEqual(['b/Dockerfile', 'notes.txt']);
  });

  it('exits 2 and says why when it could not run', async () => {
    const folder = await workspace({ 'bad.json': '{ rules' });
    for (const args of [
      ['scan', 'missing'],
      ['scan', '--format', 'xml'],
      ['scan', '--fix=all'],
      ['scan', '--config', 'missing.json'],
      ['scan', '--config', 'bad.json'],
      ['frobnicate'],
      ['scan', '--nope'],
    ]) {
      const { code, error, out } = await run(folder, ...args);
      expect([code, out], args.join(' ')).toEqual([2, '']);
      expect(error).toMatch(/^drydock: .+/);
    }
  });

  itWithLinks('never writes through a link that leads out of the folder', async () => {
    const outside = await workspace({ Dockerfile: PIP });
    const folder = await workspace({});
    await symlink(outside, path.join(folder, 'linked'));
    await symlink(path.join(outside, 'Dockerfile'), path.join(folder, 'Dockerfile'));
    await run(folder, 'scan', '--fix', '.', 'Dockerfile', 'linked/Dockerfile');
    expect(await readFile(path.join(outside, 'Dockerfile'), 'utf8')).toBe(PIP);
  });

  it('helps', async () => {
    const folder = await workspace({});
    expect((await run(folder, '--help')).out).toContain('Usage: drydock scan');
    expect((await run(folder, '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(folder, 'scan')).out).toContain('No findings in 0 files');
  });
});
