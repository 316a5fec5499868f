import type { TextEdit } from '../text/edits.ts';
import type { ShellCommand, ShellWord } from './command.ts';
import { afterMark, contentEndBefore, continuationOf, newlineAt, skipBlanks, skipBlanksBack } from './continuation.ts';

/**
 * The edit that takes one argument, or the run of arguments from `word` to `last`, out of a command. Blanks before it go too,
 * and a line that held nothing else; comments and the continuation of the other lines stay valid.
 *
 * @returns null where it cannot be done surely: the words are decoded from quotes, or are not arguments of the command
 */
export function removeWord(
  document: string,
  command: ShellCommand,
  word: ShellWord,
  escape: '\\' | '`',
  last: ShellWord = word,
): TextEdit | null {
  const { start } = word.span;
  const { end } = last.span;
  if (start < command.nameWord.span.end || end > command.span.end || end < start) return null;
  if (!command.isEditable) return isExecForm(command) ? removeElement(document, command, start, end) : null;

  const continuation = continuationOf(command, escape);
  const before = skipBlanksBack(document, start);
  const after = skipBlanks(document, end);
  const isAttached = after === end && !isLineEnd(document, after) && afterMark(document, after, continuation) === -1;
  if (before > 0 && document[before - 1] !== '\n') {
    if (before === start) return null;
    // `3 --x>f` without its blank would be `3>f`, another redirection.
    return edit(isAttached && /[<>]/.test(document[end]!) ? start : before, end);
  }
  const nextLine = afterMark(document, after, continuation);
  if (nextLine !== -1) return edit(before, nextLine);
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
