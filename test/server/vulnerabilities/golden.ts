import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A report as somebody else's program wrote it; `golden/NOTICE.md` says whose. */
export function golden(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'golden', name), 'utf8');
}
