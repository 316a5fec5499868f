import { durationText, listed } from '../../../server/src/timing/amounts.ts';

export { countText } from '../../../server/src/timing/amounts.ts';

/** Shown for what is not known. */
export const NOTHING = '–';

/** A running clock: whole seconds, since tenths only flicker. Takes milliseconds. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  return seconds < 60 ? `${seconds} s` : durationText(seconds * 1000);
}

/** `a`, `a and b`, `a, b and 4 more`. @param most names; one more is told rather than counted */
export function listText(names: readonly string[], most = 3): string {
  return listed(names, most + 1);
}

/** The name of a file without its folders. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
