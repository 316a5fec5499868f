import { createHmac, type Hmac } from 'node:crypto';

/** Enough to tell any two files of a workspace apart, few enough for a history of thousands of files. */
const LENGTH = 16;

export type Key = Uint8Array | string;

/** Who reads the hash learns nothing of the text, not even by trying likely ones: the key is kept elsewhere. */
export function keyedHash(key: Key, text: string): string {
  return endHash(startHash(key).update(text));
}

export function startHash(key: Key): Hmac {
  return createHmac('sha256', key);
}

export function endHash(hash: Hmac): string {
  return hash.digest('hex').slice(0, LENGTH);
}
