import { listed } from '../../../server/src/timing/amounts.ts';

export { clockText, countText } from '../../../server/src/timing/amounts.ts';
export { fileName } from '../../../server/src/timing/fileName.ts';

/** Shown for what is not known. */
export const NOTHING = '–';

/** `a`, `a and b`, `a, b and 4 more`. @param most names; one more is told rather than counted */
export function listText(names: readonly string[], most = 3): string {
  return listed(names, most + 1);
}
