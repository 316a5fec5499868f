import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A value that once failed. The seed says where it came from; the value is what counts, since seeds lead elsewhere when generators change. */
export interface Found {
  readonly target: string;
  readonly seed: number;
  /** The first line of what was wrong. */
  readonly why: string;
  readonly value: unknown;
}

export function readFound(file: string): readonly Found[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Found[]) : [];
}

export function addFound(file: string, found: Found): void {
  const json = JSON.stringify([...readFound(file), found], null, 2);
  writeFileSync(file, `${json.replace(/[^\n\u0020-\u007e]/g, escaped)}\n`);
}

/** What cannot be seen, or turns the direction of text, is nothing to review a file by. */
function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
