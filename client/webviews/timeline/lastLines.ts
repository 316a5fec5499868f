import { plainText } from '../../../server/src/timing/terminalText.ts';

/** The last lines of a log, without the empty ones at its end. */
export function lastLines(text: string, most: number): string {
  return plainText(text).trimEnd().split('\n').slice(-most).join('\n');
}
