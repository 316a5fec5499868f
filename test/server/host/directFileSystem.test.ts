import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FileSystem } from '../../../server/src/core/engine/host.ts';
import { directFileSystem } from '../../../server/src/host/directFileSystem.ts';
import { nodeFileSystem, toSlashes } from '../../../server/src/host/fileSystem.ts';

let root: string;

beforeAll(() => {
  root = toSlashes(mkdtempSync(path.join(tmpdir(), 'drydock-direct-')));
  mkdirSync(`${root}/folder/deep`, { recursive: true });
  mkdirSync(`${root}/closed`);
  for (let i = 0; i < 200; i++) writeFileSync(`${root}/folder/f${i}`, 'x'.repeat(i));
  writeFileSync(`${root}/text`, '\uFEFFgrüße\r\n');
  writeFileSync(`${root}/empty`, '');
  writeFileSync(`${root}/binary`, Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  if (process.platform === 'win32') return;
  linkSync(`${root}/text`, `${root}/same`);
  symlinkSync(`${root}/text`, `${root}/link`);
  symlinkSync('folder', `${root}/way`);
  symlinkSync(`${root}/nowhere`, `${root}/dangling`);
  execFileSync('mkfifo', [`${root}/pipe`]);
  chmodSync(`${root}/closed`, 0);
});
afterAll(() => {
  chmodSync(`${root}/closed`, 0o700);
  rmSync(root, { recursive: true });
});

const byName = (entries: readonly { name: string }[] | null | undefined) => entries && [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));

it('answers as the disk in the background does', async () => {
  const direct = directFileSystem();
  for (const name of ['.', 'folder', 'closed', 'text', 'same', 'empty', 'binary', 'link', 'way', 'dangling', 'pipe', 'missing', 'text/below', 'a\0b']) {
    const full = `${root}/${name}`;
    for (const limit of [100, 3, 0]) expect(await direct.readText(full, limit), name).toBe(await nodeFileSystem.readText(full, limit));
    expect(await direct.stat(full), name).toEqual(await nodeFileSystem.stat(full));
    expect(byName(await direct.list(full)), name).toEqual(byName(await nodeFileSystem.list(full)));
    expect(await direct.realPath!(full), name).toBe(await nodeFileSystem.realPath!(full));
    for (const limit of [1_000, 150, 1]) {
      const [ours, theirs] = [await direct.sizes!(full, limit), await nodeFileSystem.sizes!(full, limit)];
      expect([byName(ours?.entries), ours?.complete], name).toEqual([byName(theirs?.entries), theirs?.complete]);
    }
  }
});

it('reads the names of a folder once for a listing and the sizes after it', async () => {
  const direct = directFileSystem();
  const folder = `${root}/folder/deep`;
  const names = async () => (await direct.sizes!(folder, 10))!.entries.map(({ name }) => name);
  writeFileSync(`${folder}/early`, 'x');
  writeFileSync(`${folder}/gone`, 'x');
  await direct.list(folder);
  writeFileSync(`${folder}/late`, 'x');
  rmSync(`${folder}/gone`);
  expect(await names()).toEqual(['early']);
  expect((await names()).sort()).toEqual(['early', 'late']);
});

it('takes no names from a listing that a later one in the background has replaced', async () => {
  let now = 0;
  let step = 0.1;
  const disk = directFileSystem(nodeFileSystem, () => (now += step));
  const folder = `${root}/folder/deep`;
  await disk.list(folder);
  writeFileSync(`${folder}/created`, 'x');
  step = 100;
  await disk.stat(root);
  await disk.list(folder);
  step = 0.1;
  for (let i = 0; i < 2_000; i++) await disk.readText(`${root}/empty`, 10);
  expect((await disk.sizes!(folder, 10))!.entries.map(({ name }) => name)).toContain('created');
});

/** Counts the questions that it gets, and has no answer. */
function countingDisk(): FileSystem & { asked: number } {
  return {
    asked: 0,
    readText: async function () {
      this.asked++;
      return null;
    },
    list: () => Promise.resolve(null),
    sizes: () => Promise.resolve(null),
    stat: () => Promise.resolve(null),
    realPath: () => Promise.resolve(null),
  };
}

it('asks a slow disk in the background, and tries it again after a while', async () => {
  const background = countingDisk();
  let now = 0;
  // Between two looks at it a question has been answered: 2 ms each.
  const disk = directFileSystem(background, () => (now += 1));
  const direct = async (questions: number): Promise<number> => {
    const before = background.asked;
    for (let i = 0; i < questions; i++) await disk.readText(`${root}/empty`, 10);
    return questions - (background.asked - before);
  };
  expect(await direct(100)).toBe(50);
  expect(await direct(1_000)).toBe(0);
  expect(await direct(2_000)).toBe(50);
});

it('asks a quick disk directly, however often', async () => {
  const background = countingDisk();
  let now = 0;
  const disk = directFileSystem(background, () => (now += 0.1));
  for (let i = 0; i < 3_000; i++) await disk.readText(`${root}/empty`, 10);
  expect(background.asked).toBe(0);
});

it('lets others work meanwhile', async () => {
  let now = 0;
  const disk = directFileSystem(nodeFileSystem, () => (now += 0.1));
  const order: string[] = [];
  setImmediate(() => order.push('another'));
  for (let i = 0; i < 200; i++) await disk.stat(root);
  order.push('done');
  expect(order).toEqual(['another', 'done']);
});

it('stops where the signal says so', async () => {
  let now = 0;
  const disk = directFileSystem(nodeFileSystem, () => (now += 10));
  const stopped = AbortSignal.abort(new Error('stop'));
  await expect(disk.readText(`${root}/text`, 100, stopped)).rejects.toThrow('stop');
  await expect(disk.list(root, stopped)).rejects.toThrow('stop');
  await expect(disk.sizes!(root, 100, stopped)).rejects.toThrow('stop');
  await expect(disk.stat(root, stopped)).rejects.toThrow('stop');
  const stop = new AbortController();
  const listing = disk.sizes!(`${root}/folder`, 1_000, stop.signal);
  stop.abort(new Error('stop'));
  await expect(listing).rejects.toThrow('stop');
});
