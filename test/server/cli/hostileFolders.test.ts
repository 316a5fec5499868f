import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../../server/src/cli/run.ts';
import { nodeFileSystem } from '../../../server/src/host/fileSystem.ts';

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nUSER 1000\n';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-hostile-'));
  await mkdir(path.join(folder, '.git'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(file: string, text: string | Uint8Array = PIP): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), text);
}

async function scanned(args: string[] = ['.'], fileSystem = nodeFileSystem) {
  let out = '';
  await runCli(['scan', '--format=json', ...args], { cwd: folder, hasColours: false, fileSystem, out: (text) => void (out += text), error: () => {} });
  const report = JSON.parse(out) as { files: { path: string }[]; skipped: { path: string; reason: string }[]; ignored: string[] };
  return { paths: report.files.map((file) => file.path), skipped: report.skipped.map((file) => file.path), ignored: report.ignored };
}

describe('what git ignores', () => {
  beforeEach(async () => {
    await write('.gitignore', 'dist/\n*.copy\n!kept.copy\n');
    await write('a/.gitignore', '/generated\n');
    for (const file of ['Dockerfile', 'dist/Dockerfile', 'a/dist/x/Dockerfile', 'a/Dockerfile', 'a/generated/Dockerfile', 'b/generated/Dockerfile', 'Dockerfile.copy']) await write(file);
  });

  it('is left out', async () => {
    const { paths, ignored } = await scanned();
    expect(paths).toEqual(['Dockerfile', 'a/Dockerfile', 'b/generated/Dockerfile']);
    expect(ignored).toEqual(['Dockerfile.copy', 'a/dist/x/Dockerfile', 'a/generated/Dockerfile', 'dist/Dockerfile']);
  });

  it('is told, for a file that is committed all the same', async () => {
    let out = '';
    await runCli(['scan', 'a'], { cwd: folder, hasColours: false, out: (text) => void (out += text), error: () => {} });
    expect(out).toContain('2 files that git ignores were left out (a/dist/x/Dockerfile and a/generated/Dockerfile): name them to check them.\n');
    expect((await scanned(['a', 'a/generated/Dockerfile'])).ignored).toEqual(['a/dist/x/Dockerfile']);
  });

  it('is checked where it was named, a file or its folder', async () => {
    expect((await scanned(['dist'])).paths).toEqual(['dist/Dockerfile']);
    expect((await scanned(['dist/Dockerfile', 'a/generated'])).paths).toEqual(['a/generated/Dockerfile', 'dist/Dockerfile']);
    expect((await scanned(['a'])).paths).toEqual(['a/Dockerfile']);
  });

  it('is known from the folders above, too', async () => {
    await write('a/drydock.json', '{}');
    expect((await scanned(['--config', 'a/drydock.json', 'a'])).paths).toEqual(['a/Dockerfile']);
  });
});

if (process.platform !== 'win32') describe('folders that somebody made to be a trouble', () => {
  it('have loops of links', async () => {
    await write('a/Dockerfile');
    await symlink('..', path.join(folder, 'a/up'));
    await symlink('self', path.join(folder, 'a/self'));
    await symlink('../b', path.join(folder, 'a/b'));
    await mkdir(path.join(folder, 'b'));
    await symlink('../a', path.join(folder, 'b/a'));
    expect((await scanned()).paths).toEqual(['a/Dockerfile']);
  });

  it('have pipes, links to devices and folders by the names of files', async () => {
    await write('a/Dockerfile');
    execFileSync('mkfifo', [path.join(folder, 'Dockerfile'), path.join(folder, '.dockerignore'), path.join(folder, '.gitignore')]);
    await mkdir(path.join(folder, 'compose.yaml'));
    await symlink('/dev/zero', path.join(folder, 'a/compose.yaml'));
    expect((await scanned()).paths).toEqual(['a/Dockerfile']);
  });

  it('have files that are far too large, which are never read', async () => {
    await write('a/Dockerfile');
    await write('Dockerfile', '');
    await truncate(path.join(folder, 'Dockerfile'), 100 * 1_048_576);
    const before = process.memoryUsage().rss;
    expect(await scanned()).toEqual({ paths: ['a/Dockerfile'], ignored: [], skipped: ['Dockerfile'] });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576);
  });

  it('have bytes that are no text', async () => {
    await write('a/Dockerfile');
    await write('Dockerfile', Uint8Array.of(0x46, 0x52, 0x4f, 0x4d, 0x20, 0xff, 0xfe));
    await write('compose.yaml', 'services:\n  a:\0 {}\n');
    expect(await scanned()).toEqual({ paths: ['a/Dockerfile'], ignored: [], skipped: ['Dockerfile', 'compose.yaml'] });
  });

  it('have names of any characters', async () => {
    const names = ['a b', "it's", 'say "hi"', 'line\nbreak', '--help', '$(id)', '\u001b[31mred', 'ключ', '[x]', 'back\\slash'];
    for (const name of names) await write(`${name}/Dockerfile`);
    expect((await scanned()).paths.sort()).toEqual(names.map((name) => `${name}/Dockerfile`).sort());
  });

  it('have a folder in every folder', async () => {
    await write(`${'d/'.repeat(200)}Dockerfile`);
    await write('a/Dockerfile');
    expect(await scanned()).toEqual({ paths: ['a/Dockerfile'], ignored: [], skipped: ['.'] });
  });
});
