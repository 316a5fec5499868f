import type { BuildUse } from '../../../core/engine/projectView.ts';
import { listed } from '../../../core/text/listing.ts';

/** More names than a sentence carries. */
const MOST_NAMES = 3;

/** What is built, for people: "`api` and `worker`". */
export function useNames(uses: readonly BuildUse[]): string {
  const names = [...new Set(uses.map(({ service, dockerfile }) => `\`${service ?? dockerfile ?? 'the Dockerfile'}\``))];
  return listed(names, MOST_NAMES, 'others');
}
