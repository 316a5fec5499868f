import { shownText } from '../shownText.ts';

/** Characters of a line of a log that are shown. */
const MOST_LINE = 500;

/**
 * Lines of a log, each with its indentation and with nothing that acts. Where a program has drawn over a line, what stood last is taken.
 * @param text ends with a line break where its last line is whole; that one starts no empty line
 */
export function logLines(text: string): readonly string[] {
  const lines = text.split(/\r*\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map(shownLine);
}

/** The last lines of a log, blank ones at its end left out. */
export function lastLogLines(text: string, most: number): readonly string[] {
  return logLines(text.trimEnd()).slice(-most).filter((line, index) => line !== '' || index > 0);
}

function shownLine(line: string): string {
  const drawn = line.slice(line.lastIndexOf('\r') + 1);
  const indentation = /^[ \t]{0,80}/.exec(drawn)?.[0] ?? '';
  return `${indentation.replaceAll('\t', '  ')}${shownText(drawn.slice(indentation.length), MOST_LINE)}`.trimEnd();
}
