import type { BuildUse } from '../core/engine/projectView.ts';
import { listed } from '../core/text/listing.ts';
import { code } from './markdown.ts';

/** More names than a sentence carries. */
const MOST_NAMES = 3;

/** What is built, as code, each once: "`api`, `web` and 4 more". */
export function buildNames(uses: readonly BuildUse[]): string {
  return listed([...new Set(uses.map(({ service, dockerfile }) => code(service ?? dockerfile ?? 'the Dockerfile')))], MOST_NAMES);
}
