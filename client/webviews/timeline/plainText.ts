/** Escape sequences of terminals: CSI, OSC up to its end, and the short ones. Bounded, so that no text makes them slow. */
const ESCAPES = /(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b]{0,2048}(?:\x07|\x1b\\)?|\x1b[ -/]{0,8}[0-~]/g;
/** What no font shows, and what turns the reading direction of the text around it. Tabs and line breaks stay. */
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** What a program printed, as a terminal would leave it: without colours, and of a line drawn over and over its last state. */
export function plainText(text: string): string {
  const bare = text.replace(ESCAPES, '');
  const lines = bare.includes('\r') ? bare.split('\n').map(lastState).join('\n') : bare;
  return lines.replace(UNSEEN, '');
}

function lastState(line: string): string {
  let end = line.length;
  while (line.charCodeAt(end - 1) === 13) end--;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

/** The last lines of a log, without the empty ones at its end. */
export function lastLines(text: string, most: number): string {
  return plainText(text).trimEnd().split('\n').slice(-most).join('\n');
}
