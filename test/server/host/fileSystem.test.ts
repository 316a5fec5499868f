import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeFileSystem, relativePath, toSlashes } from '../../../server/src/host/fileSystem.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

let root: string;

beforeAll(() => {
  root = toSlashes(mkdtempSync(path.join(tmpdir(), 'drydock-disk-')));
  mkdirSync(`${root}/folder`);
  writeFileSync(`${root}/text`, '\uFEFFgrüße\r\n');
  writeFileSync(`${root}/empty`, '');
  writeFileSync(`${root}/binary`, Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  if (process.platform !== 'win32') {
    symlinkSync(`${root}/text`, `${root}/link`);
    symlinkSync(`${root}/nowhere`, `${root}/dangling`);
    execFileSync('mkfifo', [`${root}/pipe`]);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

it('reads text as it is, byte order mark and line endings included', async () => {
  expect(await nodeFileSystem.readText(`${root}/text`, 100)).toBe('\uFEFFgrüße\r\n');
  expect(await nodeFileSystem.readText(`${root}/empty`, 0)).toBe('');
});

it('has no text for what is missing, too large, binary or no file', async () => {
  for (const name of ['missing', 'folder', 'binary', 'text/below', 'dangling', 'pipe', 'a\0b']) {
    expect(await nodeFileSystem.readText(`${root}/${name}`, 100), name).toBeNull();
  }
  expect(await nodeFileSystem.readText(`${root}/text`, 3)).toBeNull();
});

itWithLinks('lists names with their kinds and does not look behind links', async () => {
  const entries = (await nodeFileSystem.list(root))!;
  expect(Object.fromEntries(entries.map(({ name, kind }) => [name, kind]))).toEqual({
    folder: 'folder', text: 'file', empty: 'file', binary: 'file', link: 'link', dangling: 'link', pipe: 'other',
  });
  expect(await nodeFileSystem.list(`${root}/missing`)).toBeNull();
  expect(await nodeFileSystem.list(`${root}/text`)).toBeNull();
});

it('says what a path is', async () => {
  expect(await nodeFileSystem.stat(`${root}/text`)).toEqual({ kind: 'file', size: 12 });
  expect(await nodeFileSystem.stat(`${root}/folder`)).toMatchObject({ kind: 'folder' });
  expect(await nodeFileSystem.stat(`${root}/missing`)).toBeNull();
});

itWithLinks('resolves links', async () => {
  expect(await nodeFileSystem.realPath!(`${root}/link`)).toBe(await nodeFileSystem.realPath!(`${root}/text`));
  expect(await nodeFileSystem.realPath!(`${root}/dangling`)).toBeNull();
});

it('stops where the signal says so', async () => {
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(nodeFileSystem.readText(`${root}/text`, 100, signal)).rejects.toThrow('stop');
  await expect(nodeFileSystem.list(root, signal)).rejects.toThrow('stop');
  await expect(nodeFileSystem.stat(root, signal)).rejects.toThrow('stop');
});

it.each([
  ['/w', '/w/a/b', 'a/b'], ['/w/', '/w/a', 'a'], ['/w', '/w', '.'], ['/w', '/w/', '.'], ['/w', '/web/a', null], ['/w/x', '/w', null], ['/', '/a', 'a'], ['C:/w', 'C:/w/a', 'a'],
])('relative to %s, %s is %s', (folder, path, relative) => {
  expect(relativePath(folder, path)).toBe(relative);
});
