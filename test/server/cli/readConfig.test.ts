import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../../../server/src/cli/run.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nUSER 1000\n';
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function scan(files: Readonly<Record<string, string>>, args: readonly string[] = [], prepare: (folder: string) => void = () => undefined) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-config-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  prepare(folder);
  let [out, error] = ['', ''];
  const code = await runCli(['scan', '--format=json', ...args], { cwd: folder, hasColours: false, out: (text) => void (out += text), error: (text) => void (error += text) });
  return { code, error, severities: () => Object.fromEntries((JSON.parse(out) as { files: { path: string; findings: { severity: string }[] }[] }).files.map(({ path: file, findings }) => [file, findings.map(({ severity }) => severity)])) };
}

describe('a configuration on the command line', () => {
  it('says other things of files that an override names', async () => {
    const config = '{ "rules": { "require-cache-mount": "error" }, "overrides": [{ "files": ["old/**"], "rules": { "require-cache-mount": "hint" } }] }';
    const { severities, error } = await scan({ 'drydock.json': config, 'a/Dockerfile': PIP, 'old/Dockerfile': PIP });
    expect(error).toBe('');
    expect(severities()).toEqual({ 'a/Dockerfile': ['error'], 'old/Dockerfile': ['hint'] });
  });

  it('is told of with file, line and column, and scanned with what was understood', async () => {
    const { error, code } = await scan({ 'drydock.json': '{\n  "rules": {\n    "require-cache-mont": "off"\n  }\n}\n', 'Dockerfile': PIP });
    expect(error).toBe('drydock: drydock.json:3:5: There is no rule "require-cache-mont": did you mean "require-cache-mount"?\n');
    expect(code).toBe(1);
  });

  it('is refused where a file that it extends is not there', async () => {
    const { error, code } = await scan({ 'drydock.json': '{\n  "extends": "base.json"\n}\n', 'Dockerfile': PIP });
    expect(error).toContain('drydock.json:2:14: "base.json" does not exist');
    expect(code).toBe(2);
  });

  it.each(['folder', ...(process.platform === 'win32' ? [] : ['pipe', 'link to nothing', 'link to itself'])])('is refused where it is a %s', async (kind) => {
    const { error, code } = await scan({ 'Dockerfile': PIP }, [], (folder) => {
      if (kind === 'pipe') execFileSync('mkfifo', [path.join(folder, 'drydock.json')]);
      else if (kind.startsWith('link')) symlinkSync(kind.endsWith('itself') ? 'drydock.json' : 'nothing', path.join(folder, 'drydock.json'));
      else mkdirSync(path.join(folder, 'drydock.json'));
    });
    expect(error).toContain('drydock.json:1:1: The file could not be read: it is no file');
    expect(code).toBe(2);
  });

  it('extends files beside the one that was named, and says their problems by their own names', async () => {
    const files = { 'ci/strict.json': '{ "extends": "base.json" }', 'ci/base.json': '{ "rules": { "require-cache-mount": "error", "x\\u001b[31m": "off" } }', 'drydock.json': '{ "rules": 3 }', 'Dockerfile': PIP };
    const { error, severities } = await scan(files, ['--config', 'ci/strict.json']);
    expect(error).toBe('drydock: ci/base.json:1:46: There is no rule "x\\u001b[31m".\n');
    expect(severities()).toEqual({ Dockerfile: ['error'] });
  });
});
