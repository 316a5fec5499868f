import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrivateFolder } from '../../../../server/src/host/builds/recordFiles.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'drydock-folder-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a private folder', () => {
  it('is made with those above it, and again without complaint', async () => {
    const folder = path.join(root, 'a', 'b', 'c');
    await Promise.all([makePrivateFolder(folder), makePrivateFolder(folder), makePrivateFolder(path.join(root, 'a', 'd'))]);
    await makePrivateFolder(folder);
    expect(existsSync(path.join(root, 'a', 'd'))).toBe(true);
    if (process.platform !== 'win32') expect([folder, path.join(root, 'a')].map((one) => statSync(one).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it('is refused where a file or a link to nowhere is in the way', async () => {
    writeFileSync(path.join(root, 'file'), '');
    await expect(makePrivateFolder(path.join(root, 'file', 'a'))).rejects.toThrow();
    await expect(makePrivateFolder(path.join(root, 'file'))).rejects.toThrow();
    if (process.platform === 'win32') return;
    symlinkSync(path.join(root, 'nowhere'), path.join(root, 'link'));
    await expect(makePrivateFolder(path.join(root, 'link', 'a'))).rejects.toThrow();
  });

  if (process.platform === 'linux') it('is refused where the system takes no new folders, instead of being tried for ever', async () => {
    await expect(makePrivateFolder('/proc/no-such-folder/a/b')).rejects.toThrow();
  });
});
