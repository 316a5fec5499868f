import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** What a file is, apart from when it was made: owner, mode, and what it holds or points to. */
export interface ImageFile {
  readonly kind: string;
  readonly mode: string;
  readonly owner: string;
  /** SHA-256 of the content, the target of a link, empty for anything else. */
  readonly content: string;
}

/** By path, without a leading or trailing `/`. */
export type ImageFiles = ReadonlyMap<string, ImageFile>;

const BLOCK = 512;
const KINDS = new Map(Object.entries({ 0: 'file', 1: 'hard link', 2: 'link', 3: 'device', 4: 'device', 5: 'folder', 6: 'pipe' }));

/** Reads a tar of POSIX.1-2001 (pax), as BuildKit writes it. @throws for a kind of entry that it does not know */
export async function readTar(stream: Readable): Promise<ImageFiles> {
  const files = new Map<string, ImageFile>();
  const reader = new BlockReader(stream);
  let pax = new Map<string, string>();
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header === null || header.every((byte) => byte === 0)) break;
    const type = String.fromCharCode(header[156] || 48);
    const size = Number(pax.get('size') ?? numberAt(header, 124, 12));
    if (type === 'x' || type === 'g') {
      const records = readPax(await reader.takeAll(size));
      if (type === 'x') pax = records;
      continue;
    }
    const kind = KINDS.get(type);
    if (!kind) throw new Error(`The tar holds an entry of the unknown type "${type}".`);
    const path = (pax.get('path') ?? nameOf(header)).replace(/^(?:\.?\/)+|\/$/g, '');
    const target = kind.endsWith('link') ? (pax.get('linkpath') ?? textAt(header, 157, 100)) : '';
    const content = kind === 'file' ? await reader.hash(size) : target;
    const mode = numberAt(header, 100, 8).toString(8).padStart(4, '0');
    const owner = `${pax.get('uid') ?? numberAt(header, 108, 8)}:${pax.get('gid') ?? numberAt(header, 116, 8)}`;
    files.set(path, { kind, mode, owner, content });
    pax = new Map();
  }
  await reader.drain();
  return files;
}

/** Records of `<length> <key>=<value>\n`; the length counts bytes of the whole record. */
function readPax(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString('latin1', at, space));
    if (space < 0 || !(length > 0)) break;
    const [key, ...value] = bytes.toString('utf8', space + 1, at + length - 1).split('=');
    records.set(key!, value.join('='));
    at += length;
  }
  return records;
}

function nameOf(header: Buffer): string {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textAt(header, 345, 155) : '';
  return prefix ? `${prefix}/${textAt(header, 0, 100)}` : textAt(header, 0, 100);
}

function textAt(header: Buffer, start: number, length: number): string {
  return header.toString('utf8', start, start + length).replace(/\0.*$/s, '');
}

function numberAt(header: Buffer, start: number, length: number): number {
  return Number.parseInt(textAt(header, start, length).trim() || '0', 8);
}

/** Takes a stream apart in pieces of wanted sizes; contents are padded to whole blocks. */
class BlockReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Null at the end of the stream. */
  async take(length: number): Promise<Buffer | null> {
    const pieces: Buffer[] = [];
    const isWhole = await this.pass(length, (piece) => pieces.push(piece));
    return isWhole ? Buffer.concat(pieces) : null;
  }

  async takeAll(size: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    await this.content(size, (piece) => pieces.push(piece));
    return Buffer.concat(pieces);
  }

  async hash(size: number): Promise<string> {
    const hash = createHash('sha256');
    await this.content(size, (piece) => hash.update(piece));
    return hash.digest('hex');
  }

  /** The writer ends only when it is read to its end. */
  async drain(): Promise<void> {
    while (!(await this.chunks.next()).done);
  }

  private async content(size: number, use: (piece: Buffer) => void): Promise<void> {
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (!(await this.pass(size, use)) || !(await this.pass(padding, () => {}))) throw new Error('The tar ends inside of a file.');
  }

  private async pass(length: number, use: (piece: Buffer) => void): Promise<boolean> {
    for (let left = length; left > 0; ) {
      if (this.rest.length === 0) {
        const { done, value } = await this.chunks.next();
        if (done) return false;
        this.rest = value;
      }
      const piece = this.rest.subarray(0, left);
      use(piece);
      this.rest = this.rest.subarray(piece.length);
      left -= piece.length;
    }
    return true;
  }
}
