import path from 'node:path';
import { expect } from 'vitest';
import type { IgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { ContextMeasurer } from '../../../server/src/host/contextMeasurer.ts';
import { nodeFileSystem } from '../../../server/src/host/fileSystem.ts';
import { walkSizes } from '../../../server/src/host/sizeWalk.ts';
import { listSent, type SentPath } from '../../server/support/listSent.ts';
import type { Received } from './contextBuild.ts';
import { contentOf } from './contextFolder.ts';
import { CONTEXT_IN_IMAGE } from './contextPart.ts';
import type { ImageFiles } from './tar.ts';
import { transferSize } from './transferSize.ts';

export interface Reading {
  readonly folder: string;
  readonly sources: readonly string[];
  readonly ignore: IgnoreMatcher | null;
}

/** What we say a build sends. */
export async function sentOf({ folder, sources, ignore }: Reading): Promise<SentPath[]> {
  const tree = await walkSizes(nodeFileSystem, folder, { entries: 1_000_000, depth: 100 }, () => null);
  expect(tree.isComplete).toBe(true);
  return listSent(tree, sources, ignore);
}

/** The image has exactly the paths that we say are sent, with their contents, and as many bytes; and exactly as much was transferred. */
export async function proveSent(reading: Reading, received: Received, why: string): Promise<void> {
  const sent = await sentOf(reading);
  const files = await proveFiles(reading.folder, sent, received.files, CONTEXT_IN_IMAGE, why);
  const measure = await new ContextMeasurer(nodeFileSystem).measure(reading.folder, '.');
  expect(measure!.sent(reading.sources, reading.ignore), why).toEqual(files);
  proveTransfer(reading, sent, received.transferred, why);
}

export function proveTransfer({ folder, sources }: Reading, sent: readonly SentPath[], transferred: number | null, why: string): void {
  expect(transferred, why).toBe(sources.length === 0 ? null : transferSize(folder, sent));
}

/** Compares paths and contents below a folder of an image with those that we say are sent. Returns how many files there are, and the bytes of their contents. */
export async function proveFiles(folder: string, sent: readonly SentPath[], image: ImageFiles, below: string, why: string): Promise<{ files: number; bytes: number }> {
  const expected: Record<string, string | null> = {};
  for (let at = 0; at < sent.length; at += AT_ONCE) {
    const some = sent.slice(at, at + AT_ONCE);
    const contents = await Promise.all(some.map(({ path: name }) => contentOf(path.join(folder, name))));
    for (const [index, { path: name, bytes }] of some.entries()) {
      const content = contents[index]!;
      expected[name.replace(/\/$/, '')] = bytes === 0 && content?.length === EMPTY.length ? EMPTY : content;
    }
  }
  const found = [...image].filter(([name]) => name.startsWith(below));
  const got = found.map(([name, { kind, content }]) => {
    // The second name of a file points to the first, by its path in the image.
    const first = kind === 'hard link' ? image.get(content.replace(/^\//, ''))?.content : undefined;
    return [name.slice(below.length), kind === 'folder' ? null : (first ?? content)] as const;
  });
  expect(Object.fromEntries(got), why).toEqual(expected);
  const plain = new Map(sent.map(({ path: name, bytes }) => [name, bytes]));
  const contents = found.filter(([, { kind }]) => kind === 'file').reduce((sum, [name]) => sum + plain.get(name.slice(below.length))!, 0);
  return { files: found.filter(([, { kind }]) => kind !== 'folder').length, bytes: contents };
}

/** Files that are read at a time. */
const AT_ONCE = 100;

/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
