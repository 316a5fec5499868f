import type { BuildUse } from '../../../core/engine/projectView.ts';

/** More names than a sentence carries. */
const MOST_NAMES = 3;

/** What is built, for people: "`api` and `worker`". */
export function useNames(uses: readonly BuildUse[]): string {
  const names = [...new Set(uses.map(({ service, dockerfile }) => `\`${service ?? dockerfile ?? 'the Dockerfile'}\``))];
  if (names.length > MOST_NAMES) return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} others`;
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
