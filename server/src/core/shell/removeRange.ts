import type { TextEdit } from '../text/edits.ts';
import type { Span } from '../text/span.ts';
import type { ShellCommand } from './command.ts';
import { afterMark, contentEndBefore, continuationOf, newlineAt, skipBlanks, skipBlanksBack } from './continuation.ts';

/**
 * The edit that takes the words in `[start, end)` out of a command: neighbouring arguments, or assignments before its name.
 * Blanks beside them go too, and a line that held nothing else; comments and the continuation of other lines stay valid.
 *
 * @returns null where it cannot be done surely: the words are decoded from quotes, or lie outside the command
 */
export function removeRange(document: string, command: ShellCommand, range: Span, escape: '\\' | '`'): TextEdit | null {
  const { start, end } = range;
  if (start < command.span.start || end > command.span.end || end < start) return null;
  const isBeforeName = end <= command.nameWord.span.start;
  if (!isBeforeName && start < command.nameWord.span.end) return null;
  if (!command.isEditable) return isExecForm(command) && !isBeforeName ? removeElement(document, command, start, end) : null;

  const continuation = continuationOf(command, escape);
  const before = skipBlanksBack(document, start);
  const after = skipBlanks(document, end);
  const nextLine = afterMark(document, after, continuation);
  const startsLine = before === 0 || document[before - 1] === '\n';
  if (startsLine && nextLine !== -1) return edit(before, nextLine);
  if (isBeforeName) return after > end || nextLine !== -1 ? edit(start, after) : null;
  const isAttached = after === end && nextLine === -1 && !isLineEnd(document, after);
  if (!startsLine) {
    if (before === start) return null;
    // `3 --x>f` without its blank would be `3>f`, another redirection.
    return edit(isAttached && /[<>]/.test(document[end]!) ? start : before, end);
  }
  if (!isAttached && !isLineEnd(document, after)) return edit(start, after);
  // The last word of the command: the line before must not continue into what follows.
  const from = contentEndBefore(document, before, command.nameWord.span.end - 1, continuation);
  return from === -1 ? null : edit(from, end);
}

function isExecForm(command: ShellCommand): boolean {
  return command.wrappers[0] === 'exec form' && !command.wrappers.includes('sh -c') && !command.wrappers.includes('su');
}

/** In `["pip","install","--x"]` an element goes with the comma before it. */
function removeElement(document: string, command: ShellCommand, start: number, end: number): TextEdit | null {
  const comma = document.lastIndexOf(',', start);
  if (comma < command.nameWord.span.end) return null;
  const between = document.slice(comma + 1, start);
  return /^\s*$|^[ \t]*[\\`][ \t]*\r?\n\s*$/.test(between) ? edit(comma, end) : null;
}

function isLineEnd(document: string, at: number): boolean {
  return at >= document.length || newlineAt(document, at) > 0;
}

function edit(start: number, end: number): TextEdit {
  return { span: { start, end }, text: '' };
}
