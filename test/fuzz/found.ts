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
  writeFileSync(file, `${JSON.stringify([...readFound(file), found], null, 2)}\n`);
}
