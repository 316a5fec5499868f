import type { ShellCommand } from './command.ts';

/** How lines hang together where a command stands: Docker joins them in an instruction, the shell in a heredoc. */
export interface Continuation {
  /** The character that continues a line. */
  readonly mark: string;
  /** Docker leaves out comment and blank lines between continued lines; the shell does not. */
  readonly skipsComments: boolean;
}

export function continuationOf(command: ShellCommand, escape: '\\' | '`'): Continuation {
  return command.wrappers.includes('heredoc') ? { mark: '\\', skipsComments: false } : { mark: escape, skipsComments: true };
}

export function skipBlanks(document: string, at: number): number {
  let i = at;
  while (document[i] === ' ' || document[i] === '\t') i += 1;
  return i;
}

export function skipBlanksBack(document: string, at: number): number {
  let i = at;
  while (i > 0 && (document[i - 1] === ' ' || document[i - 1] === '\t')) i -= 1;
  return i;
}

/** Length of the line ending at `at`, 0 where there is none. */
export function newlineAt(document: string, at: number): number {
  if (document[at] === '\n') return 1;
  return document[at] === '\r' && document[at + 1] === '\n' ? 2 : 0;
}

/** The start of the line after a mark that ends its line, or -1 where `at` holds no such mark. */
export function afterMark(document: string, at: number, continuation: Continuation): number {
  if (document[at] !== continuation.mark) return -1;
  const end = continuation.skipsComments ? skipBlanks(document, at + 1) : at + 1;
  const newline = newlineAt(document, end);
  if (newline > 0) return end + newline;
  return -1;
}

/** The end of a comment or blank line that starts at `lineStart` and is left out, its line ending included, or -1. */
export function afterSkippedLine(document: string, lineStart: number, continuation: Continuation): number {
  if (!continuation.skipsComments) return -1;
  const first = skipBlanks(document, lineStart);
  const newline = newlineAt(document, first);
  if (newline > 0) return first + newline;
  if (document[first] !== '#') return -1;
  const end = document.indexOf('\n', first);
  return end === -1 ? document.length : end + 1;
}

/**
 * Where the text ends that the line starting at `lineStart` continues, blanks and mark left out; -1 where the line before
 * does not continue or nothing is left of it after `limit`.
 */
export function contentEndBefore(document: string, lineStart: number, limit: number, continuation: Continuation): number {
  let start = lineStart;
  while (start > limit) {
    const previous = document.lastIndexOf('\n', start - 2) + 1;
    if (previous < start && afterSkippedLine(document, previous, continuation) === start) {
      start = previous;
      continue;
    }
    let mark = start - 1;
    if (document[mark - 1] === '\r') mark -= 1;
    mark = (continuation.skipsComments ? skipBlanksBack(document, mark) : mark) - 1;
    if (document[mark] !== continuation.mark) return -1;
    const end = skipBlanksBack(document, mark);
    if (end > limit && document[end - 1] !== '\n') return end;
    start = previous;
  }
  return -1;
}
