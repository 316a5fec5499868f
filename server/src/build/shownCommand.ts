import type { Command } from './request.ts';

export type ShellKind = 'posix' | 'powershell' | 'cmd';

/** A command as a line that can be pasted into a shell: what that shell would read otherwise is quoted. */
export function shownCommand({ program, args }: Command, shell: ShellKind): string {
  const words = [program, ...args].map((word) => QUOTED[shell](word));
  // PowerShell takes a quoted first word for a text and prints it, unless it is told to run it.
  const call = shell === 'powershell' && words[0] !== program ? '& ' : '';
  return call + words.join(' ');
}

const QUOTED: Readonly<Record<ShellKind, (word: string) => string>> = { posix: posixWord, powershell: powershellWord, cmd: cmdWord };

/** POSIX.1-2024, XCU 2.2.2: nothing has a meaning between single quotes; those themselves are escaped outside of them. */
function posixWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** about_Quoting_Rules: nothing is expanded between single quotes, and two of them are one, of whatever typographic kind. */
function powershellWord(word: string): string {
  return /^[\w+=:./\\-]+$/.test(word) ? word : `'${word.replace(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
}

/**
 * Quotes as the C runtime of Windows reads them ("Parsing C command-line arguments"): backslashes double before a quote only. cmd expands `%NAME%`
 * even there, so each `%` stands outside of quotes behind `^`.
 */
function cmdWord(word: string): string {
  if (/^[\w+=:,./\\-]+$/.test(word)) return word;
  const quoted = `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  return quoted.replaceAll('%', '"^%"');
}
