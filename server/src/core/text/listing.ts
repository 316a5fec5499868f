import { groupDigits } from './amounts.ts';

/**
 * `a`, `b` and `c`, as a sentence lists them; empty text for none.
 * @param most how many parts there are at the most; of more names the first ones stand there, and how many there are besides
 * @param others what those are called: `a, b and 7 more`
 */
export function listed(names: readonly string[], most = 4, others = 'more'): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${groupDigits(names.length - most + 1)} ${others}`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}
