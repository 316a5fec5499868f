import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { SentPath } from '../../server/support/listSent.ts';

/** Bits of Go's `fs.FileMode` beside those for permissions. */
const GO_MODE = { folder: 2 ** 31, link: 2 ** 27, pipe: 2 ** 25 };

/** Contents travel in pieces of this size. */
const PIECE = 32 * 1024;

/**
 * The bytes that BuildKit counts when these paths are sent for the first time, from the format that it sends (tonistiigi/fsutil,
 * wire.proto and stat.proto, by the rules of protobuf): a packet for each path, packets for the content of each file, and one for the end.
 * Owners are sent as root; extended attributes, which files of a test have none of, are not counted. A single path more or less gives
 * another number.
 */
export function transferSize(folder: string, sent: readonly SentPath[]): number {
  const paths = sent.map(({ path: name }) => name.replace(/\/$/, '')).sort(inWalkOrder);
  const contents = new Map(sent.map(({ path: name, bytes }) => [name, bytes]));
  const firstNames = new Map<bigint, string>();
  let total = field(3);
  for (const [id, name] of paths.entries()) {
    const stats = lstatSync(path.join(folder, name), { bigint: true });
    const isFile = stats.isFile();
    const isPlain = isFile || stats.isSocket();
    const firstName = isFile && stats.nlink > 1n ? firstNames.get(stats.ino) : undefined;
    if (isFile) firstNames.set(stats.ino, firstNames.get(stats.ino) ?? name);
    const kind = stats.isDirectory() ? GO_MODE.folder : stats.isSymbolicLink() ? GO_MODE.link : stats.isFIFO() ? GO_MODE.pipe : 0;
    const link = stats.isSymbolicLink() ? readlinkSync(path.join(folder, name)) : (firstName ?? '');
    const size = stats.isDirectory() ? 0n : stats.size;
    const stat = text(name) + field(kind + Number(stats.mode & 0o777n)) + field(size) + field(stats.mtimeNs) + text(link);
    total += 1 + varint(stat) + stat;
    if (isPlain && firstName === undefined) total += contentSize(id, contents.get(name) ?? 0);
  }
  return total;
}

/** Pieces, and an empty one at the end. */
function contentSize(id: number, bytes: number): number {
  let total = field(2) + field(id);
  for (let left = bytes; left > 0; left -= PIECE) {
    const piece = Math.min(PIECE, left);
    total += field(2) + field(id) + 1 + varint(piece) + piece;
  }
  return total;
}

/** A number with its tag; protobuf leaves zeros out. */
function field(value: number | bigint): number {
  return BigInt(value) === 0n ? 0 : 1 + varint(value);
}

function text(value: string): number {
  const bytes = Buffer.byteLength(value);
  return bytes === 0 ? 0 : 1 + varint(bytes) + bytes;
}

function varint(value: number | bigint): number {
  let bytes = 1;
  for (let left = BigInt(value) >> 7n; left > 0n; left >>= 7n) bytes++;
  return bytes;
}

/** Folder by folder, names by their bytes, as Go walks: a slash comes before all other characters. */
function inWalkOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a.replaceAll('/', '\0')), Buffer.from(b.replaceAll('/', '\0')));
}
