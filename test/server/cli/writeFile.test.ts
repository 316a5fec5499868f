import { execFileSync } from 'node:child_process';
import { chmod, link, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile, replaceFile } from '../../../server/src/cli/writeFile.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-write-'));
  file = path.join(folder, 'Dockerfile');
  await writeFile(file, 'FROM a\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = () => readFile(file, 'utf8');

describe('a file is replaced', () => {
  it('as a whole, and nothing is left beside it', async () => {
    await replaceFile(file, 'FROM a\n', 'FROM b\n');
    expect(await text()).toBe('FROM b\n');
    expect(await readdir(folder)).toEqual(['Dockerfile']);
  });

  if (process.platform !== 'win32') it('with its mode, whatever it is', async () => {
    for (const mode of [0o600, 0o644, 0o755, 0o4755, 0o666]) {
      await chmod(file, mode);
      await replaceFile(file, await text(), `FROM m${mode}\n`);
      expect((await stat(file)).mode & 0o7777).toBe(mode);
    }
  });

  it('with its marks and line endings', async () => {
    await writeFile(file, '\uFEFFFROM a\r\n');
    await expect(replaceFile(file, 'FROM a\r\n', 'x')).rejects.toThrow('changed');
    await replaceFile(file, '\uFEFFFROM a\r\n', '\uFEFFFROM b\r\n');
    expect([...(await readFile(file))].slice(0, 4)).toEqual([0xef, 0xbb, 0xbf, 0x46]);
  });

  if (process.platform !== 'win32') it('whose name is as long as names can be', async () => {
    const long = path.join(folder, 'D'.repeat(255));
    await rename(file, long);
    await replaceFile(long, 'FROM a\n', 'FROM b\n');
    expect(await readFile(long, 'utf8')).toBe('FROM b\n');
  });
});

describe('a file is left alone', () => {
  it('that changed, is gone or is no text any more', async () => {
    await expect(replaceFile(file, 'FROM old\n', 'FROM b\n')).rejects.toThrow('changed');
    await writeFile(file, Uint8Array.of(0xef, 0xbf, 0xbd));
    await replaceFile(file, '\uFFFD', 'FROM c\n');
    await writeFile(file, Uint8Array.of(0xff, 0xff, 0xff));
    await expect(replaceFile(file, '\uFFFD', 'FROM b\n')).rejects.toThrow('changed');
    await rm(file);
    await expect(replaceFile(file, 'FROM a\n', 'FROM b\n')).rejects.toThrow('changed');
    expect(await readdir(folder)).toEqual([]);
  });

  itWithLinks('where a link has taken its place', async () => {
    await mkdir(path.join(folder, 'elsewhere'));
    const other = path.join(folder, 'elsewhere/Dockerfile');
    await rename(file, other);
    await symlink(other, file);
    await expect(replaceFile(file, 'FROM a\n', 'FROM b\n')).rejects.toThrow('changed');
    expect((await lstat(file)).isSymbolicLink()).toBe(true);
    expect(await readFile(other, 'utf8')).toBe('FROM a\n');
  });

  if (process.platform !== 'win32') it('where a pipe has, which is not waited for', async () => {
    await rm(file);
    execFileSync('mkfifo', [file]);
    await expect(replaceFile(file, 'FROM a\n', 'FROM b\n')).rejects.toThrow('changed');
  });

  it('that is read-only, for root too', async () => {
    await chmod(file, 0o444);
    await expect(replaceFile(file, 'FROM a\n', 'FROM b\n')).rejects.toThrow('read-only');
    expect(await text()).toBe('FROM a\n');
    await chmod(file, 0o644);
  });

  itWithLinks('that has other names', async () => {
    await link(file, path.join(folder, 'other'));
    await expect(replaceFile(file, 'FROM a\n', 'FROM b\n')).rejects.toThrow('hard links');
    expect(await text()).toBe('FROM a\n');
    expect((await readdir(folder)).sort()).toEqual(['Dockerfile', 'other']);
  });
});

describe('a file is created', () => {
  it('where there is none', async () => {
    expect(await createFile(path.join(folder, 'new'), 'text')).toBe(true);
    expect(await createFile(file, 'text')).toBe(false);
    expect(await text()).toBe('FROM a\n');
  });

  itWithLinks('never by way of a link', async () => {
    await symlink(path.join(folder, 'nowhere'), path.join(folder, 'link'));
    expect(await createFile(path.join(folder, 'link'), 'text')).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(['Dockerfile', 'link']);
  });
});
