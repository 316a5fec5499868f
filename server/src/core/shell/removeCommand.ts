import type { TextEdit } from '../text/edits.ts';
import type { ShellCommand } from './command.ts';
import { afterMark, afterSkippedLine, continuationOf, newlineAt, skipBlanks, skipBlanksBack } from './continuation.ts';
import type { Continuation } from './continuation.ts';

/** What stands between two commands: one connector, blanks, continuations, comments. */
interface Gap {
  readonly start: number;
  readonly end: number;
  /** `;` also for a newline: to the shell they are the same. */
  readonly connector: '&&' | ';';
  readonly connectorStart: number;
  readonly connectorEnd: number;
  readonly hasComment: boolean;
}

/**
 * The edit that takes `commands[index]` with its connector out of its list and leaves what runs besides it, and when, as it
 * is, provided that the command itself would have succeeded. The layout of all other lines stays.
 *
 * @param commands all commands of the same RUN
 * @returns null where it cannot be done surely: it is the only one, may not run (pipeline, branch, after `||`), is negated,
 *   holds a heredoc, or the result of a command before it would begin or cease to decide whether the build fails
 */
export function removeCommandAt(
  document: string,
  commands: readonly ShellCommand[],
  index: number,
  escape: '\\' | '`',
): TextEdit | null {
  const command = commands[index];
  if (!command || command.isConditional || command.wrappers.includes('!')) return null;
  const { start, end } = command.span;
  if (/<<(?!<)/.test(document.slice(start, end))) return null;
  const joint = jointOf(command);
  if (joint === undefined) return null;

  const continuation = continuationOf(command, escape);
  const next = nextOf(commands, command);
  const after = next ? readGap(document, end, next.span.start, continuation) : null;
  if (joint === null) return after && next ? dropBefore(document, start, after) : null;

  const previous = previousOf(commands, command);
  const before = previous ? readGap(document, previous.span.end, start, continuation) : null;
  const follower = after?.connector ?? connectorAfter(document, end, continuation);
  if (follower === undefined) return null;
  const endsAll = next === null && endsScript(document, end, continuation);
  if (joint === ';' && follower !== '&&') {
    // The last result decides: one must follow, or the script must stop at the first error.
    const isSure = after !== null || (endsAll && previous !== null && decidesAlone(previous) && stopsOnError(commands, command));
    return isSure ? amongStatements(document, command, before, after) : null;
  }
  // `a && b; c` under `set -e`: a failing `a` was forgiven before and would not be after.
  if (joint === '&&' && follower === ';' && !endsAll && mayStopOnError(document, commands, command)) return null;
  const keepsJoint = joint === follower || (joint === ';' && follower === '&&');
  if (keepsJoint && after && !(after.hasComment && before && !before.hasComment)) return dropBefore(document, start, after);
  if (joint !== '&&' || !before) return null;
  return before.hasComment && !endsInstruction(document, end) ? dropConnector(document, before, end, continuation) : dropAfter(document, before, end);
}

/** The command goes, and the connector before it; comments between them stay, where what follows may stand behind a continuation. */
function dropConnector(document: string, gap: Gap, end: number, { skipsComments }: Continuation): TextEdit | null {
  if (!skipsComments) return null;
  const kept = document.slice(gap.start, skipBlanksBack(document, gap.connectorStart)) + document.slice(gap.connectorEnd, gap.end);
  return { span: { start: gap.start, end }, text: kept };
}

function endsInstruction(document: string, end: number): boolean {
  const at = skipBlanks(document, end);
  return at >= document.length || newlineAt(document, at) > 0;
}

function amongStatements(document: string, command: ShellCommand, before: Gap | null, after: Gap | null): TextEdit | null {
  if (after && !(after.hasComment && before && !before.hasComment)) return dropBefore(document, command.span.start, after);
  return before ? dropAfter(document, before, command.span.end) : null;
}

/** True where `set -e` ends the script when this command fails: it is no part of an and-or list. */
function decidesAlone(command: ShellCommand): boolean {
  const { connector } = command;
  return (connector === null || connector === ';' || connector === '\n') && !command.isConditional && !command.wrappers.includes('!');
}

/** The command goes, and the gap after it; comments in the gap stay. */
function dropBefore(document: string, start: number, gap: Gap): TextEdit {
  const kept = gap.hasComment
    ? document.slice(skipBlanks(document, gap.start), gap.connectorStart) +
      document.slice(Math.min(gap.end, skipBlanks(document, gap.connectorEnd)), gap.end)
    : '';
  return { span: { start, end: gap.end }, text: kept.replace(/^\r?\n/, '') };
}

/** The command goes, and the gap before it; where commands stand on lines of their own, only its line. */
function dropAfter(document: string, gap: Gap, end: number): TextEdit {
  let start = gap.start;
  if (gap.connectorEnd > gap.connectorStart && newlineAt(document, gap.connectorStart) > 0) {
    start = document.lastIndexOf('\n', gap.end - 1);
    if (document[start - 1] === '\r') start -= 1;
  }
  return { span: { start, end }, text: '' };
}

/** null for the first of a list, undefined for connectors that make removal unsure. */
function jointOf(command: ShellCommand): '&&' | ';' | null | undefined {
  switch (command.connector) {
    case null:
      return null;
    case '&&':
      return '&&';
    case ';':
    case '\n':
      return ';';
    default:
      return undefined;
  }
}

function previousOf(commands: readonly ShellCommand[], command: ShellCommand): ShellCommand | null {
  let found: ShellCommand | null = null;
  for (const other of commands) {
    if (other.span.end <= command.span.start && other.span.end > (found?.span.end ?? -1)) found = other;
  }
  return found;
}

function nextOf(commands: readonly ShellCommand[], command: ShellCommand): ShellCommand | null {
  let found: ShellCommand | null = null;
  for (const other of commands) {
    if (other.span.start < command.span.end) continue;
    if (!found || other.span.start < found.span.start) found = other;
  }
  return found;
}

/** @returns null where anything else stands between, such as `then`, `{` or a quote */
function readGap(document: string, start: number, end: number, continuation: Continuation): Gap | null {
  let connector: '&&' | ';' | null = null;
  let connectorStart = start;
  let connectorEnd = start;
  let hasComment = false;
  let at = start;
  while (at < end) {
    const skipped = skipSpace(document, at, continuation);
    if (skipped.at > at) {
      hasComment ||= skipped.hasComment;
      at = skipped.at;
      continue;
    }
    const token = connectorAt(document, at, continuation);
    if (!token || (connector !== null && token.text !== '\n')) return null;
    if (connector === null) {
      connector = token.text === '&&' ? '&&' : ';';
      connectorStart = at;
      connectorEnd = token.end;
    }
    at = token.end;
  }
  return at === end && connector ? { start, end, connector, connectorStart, connectorEnd, hasComment } : null;
}

/** Skips blanks, a continuation with the lines left out after it, or in a heredoc a comment. */
function skipSpace(document: string, at: number, continuation: Continuation): { at: number; hasComment: boolean } {
  const blank = skipBlanks(document, at);
  if (blank > at) return { at: blank, hasComment: false };
  let line = afterMark(document, at, continuation);
  let hasComment = false;
  if (line !== -1) {
    for (let next = afterSkippedLine(document, line, continuation); next !== -1; next = afterSkippedLine(document, line, continuation)) {
      if (next === line) break;
      hasComment ||= document.slice(line, next).includes('#');
      line = next;
    }
    return { at: line, hasComment };
  }
  if (!continuation.skipsComments && document[at] === '#' && /[\s;&]/.test(document[at - 1] ?? ' ')) {
    const newline = document.indexOf('\n', at);
    const end = newline === -1 ? document.length : document[newline - 1] === '\r' ? newline - 1 : newline;
    return { at: end, hasComment: true };
  }
  return { at, hasComment: false };
}

function connectorAt(document: string, at: number, continuation: Continuation): { text: '&&' | ';' | '\n'; end: number } | null {
  if (document.startsWith('&&', at)) return { text: '&&', end: at + 2 };
  if (document[at] === ';' && document[at + 1] !== ';') return { text: ';', end: at + 1 };
  const newline = newlineAt(document, at);
  return newline > 0 && !continuation.skipsComments ? { text: '\n', end: at + newline } : null;
}

/** The connector right after a command; `end` at the end of its list or script; undefined for all others. */
function connectorAfter(document: string, end: number, continuation: Continuation): '&&' | ';' | 'end' | undefined {
  const at = skipAllSpace(document, end, continuation);
  const token = connectorAt(document, at, continuation);
  if (token) return token.text === '&&' ? '&&' : ';';
  return at >= document.length || newlineAt(document, at) > 0 || /[)"']/.test(document[at]!) ? 'end' : undefined;
}

/** True where nothing but the end of the script, or of the quotes it stands in, follows. */
function endsScript(document: string, end: number, continuation: Continuation): boolean {
  let at = skipAllSpace(document, end, continuation);
  for (let token = connectorAt(document, at, continuation); token && token.text !== '&&'; token = connectorAt(document, at, continuation)) {
    at = skipAllSpace(document, token.end, continuation);
  }
  if (at >= document.length || newlineAt(document, at) > 0 || /["']/.test(document[at]!)) return true;
  // In a heredoc, with no command after this one, a word alone on its line is the delimiter.
  return !continuation.skipsComments && /^[^\s=(){}]+[ \t]*\r?(?:\n|$)/.test(document.slice(at, at + 200));
}

function skipAllSpace(document: string, from: number, continuation: Continuation): number {
  let at = from;
  for (let skipped = skipSpace(document, at, continuation).at; skipped > at; skipped = skipSpace(document, at, continuation).at) at = skipped;
  return at;
}

/** True where `set -e` surely holds for a command. */
function stopsOnError(commands: readonly ShellCommand[], command: ShellCommand): boolean {
  let stops = false;
  for (const other of commands) {
    if (other.name !== 'set' || other.span.start >= command.span.start) continue;
    const isSame = other.wrappers.length === command.wrappers.length && other.wrappers.every((one, i) => one === command.wrappers[i]);
    const words = other.args.map((word) => word.value ?? '');
    if (words.some((word) => /^\+[a-z]*e/.test(word)) || words.includes('+o')) stops = false;
    else if (isSame && !other.isConditional && words.some((word, i) => /^-[a-z]*e/.test(word) || (word === 'errexit' && words[i - 1] === '-o'))) {
      stops = true;
    }
  }
  return stops;
}

/** False only where no option of a shell can have switched `set -e` on. */
function mayStopOnError(document: string, commands: readonly ShellCommand[], command: ShellCommand): boolean {
  if (command.wrappers.some((one) => one === 'heredoc' || one === 'sh -c' || one === 'su' || one === 'runuser')) return true;
  return commands.some((other) => other.name === 'set') || /^[ \t]*SHELL[ \t]/im.test(document);
}
