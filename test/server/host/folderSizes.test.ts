import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FileSystem } from '../../../server/src/core/engine/host.ts';
import { ContextMeasurer } from '../../../server/src/host/contextMeasurer.ts';
import { nodeFileSystem, toSlashes } from '../../../server/src/host/fileSystem.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

let root: string;

beforeAll(() => {
  root = toSlashes(mkdtempSync(path.join(tmpdir(), 'drydock-sizes-')));
  mkdirSync(`${root}/folder/deep`, { recursive: true });
  writeFileSync(`${root}/grüße 🐳.txt`, 'grüße');
  writeFileSync(`${root}/folder/deep/a`, 'aaa');
  if (process.platform === 'win32') return;
  symlinkSync('/etc', `${root}/out`);
  symlinkSync('nowhere', `${root}/dangling`);
  linkSync(`${root}/folder/deep/a`, `${root}/folder/b`);
  execFileSync('mkfifo', [`${root}/pipe`]);
});
afterAll(() => rmSync(root, { recursive: true }));

const sizes = (folder: string, limit = 100, signal?: AbortSignal) => nodeFileSystem.sizes!(folder, limit, signal);

itWithLinks('tells sizes, and where links lead', async () => {
  const { entries, complete } = (await sizes(root))!;
  expect(complete).toBe(true);
  expect([...entries].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'dangling', kind: 'link', size: 0, target: 'nowhere' },
    { name: 'folder', kind: 'folder', size: 0 },
    { name: 'grüße 🐳.txt', kind: 'file', size: 7, sameFile: 0 },
    { name: 'out', kind: 'link', size: 0, target: '/etc' },
    { name: 'pipe', kind: 'other', size: 0 },
  ]);
});

itWithLinks('knows names of the same file, and never follows a link', async () => {
  const measure = (await new ContextMeasurer(nodeFileSystem).measure(root, '.'))!;
  expect(measure.complete).toBe(true);
  expect(measure.sent(['.'], null)).toEqual({ files: 6, bytes: 10 });
  expect(measure.sent(['out'], null)).toEqual({ files: 1, bytes: 0 });
});

it('has nothing for what is no folder, and stops at the limit', async () => {
  expect(await sizes(`${root}/missing`)).toBeNull();
  expect(await sizes(`${root}/folder/deep/a`)).toBeNull();
  expect(await sizes(`${root}/folder/deep`)).toMatchObject({ complete: true });
  const { entries, complete } = (await sizes(root, 1))!;
  expect([entries.length, complete]).toEqual([1, false]);
});

it('stops where the signal says so', async () => {
  await expect(sizes(root, 100, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  const stop = new AbortController();
  const listing = sizes(root, 100, stop.signal);
  stop.abort(new Error('stop'));
  await expect(listing).rejects.toThrow('stop');
});

it('lists each of many folders once, and goes on answering meanwhile', async () => {
  const folder = `${root}/many`;
  for (let i = 0; i < 200; i++) {
    mkdirSync(`${folder}/m${i}`, { recursive: true });
    for (let j = 0; j < 20; j++) writeFileSync(`${folder}/m${i}/f${j}`, '');
  }
  const listed: string[] = [];
  const disk: FileSystem = { ...nodeFileSystem, sizes: (path, ...rest) => (listed.push(path), sizes(path, ...rest)) };
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const measure = (await new ContextMeasurer(disk).measure(folder, '.'))!;
  isOver = true;
  expect(measure.sent(['.'], null)).toEqual({ files: 4_000, bytes: 0 });
  expect(listed).toHaveLength(201);
  expect(new Set(listed).size).toBe(201);
  // A few folders are listed at a time, and each waits for its names and then for their sizes.
  expect(turns).toBeGreaterThan(20);
});
