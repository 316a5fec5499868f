import type { Span } from './span.ts';

/** Replaces `span` of one document version with `text`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/**
 * Two edits conflict when the order of applying them could matter: they overlap, or insert at the same offset,
 * or one inserts strictly inside what the other replaces.
 */
export function editsConflict(a: TextEdit, b: TextEdit): boolean {
  const sameInsertion = a.span.start === b.span.start && a.span.end === b.span.end;
  if (sameInsertion) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/**
 * Applies disjoint edits, in any order, to the text they were computed for.
 * @throws RangeError when two edits conflict or one lies outside the text: a fix that does so is a bug.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  let previous: TextEdit | undefined;
  for (const edit of sorted) {
    const { start, end } = edit.span;
    if (start > end || end > text.length) throw new RangeError(`edit ${start}..${end} is outside the text`);
    if (start < at || (previous && editsConflict(previous, edit))) throw new RangeError(`edits conflict at ${start}`);
    result += text.slice(at, start) + edit.text;
    at = end;
    previous = edit;
  }
  return result + text.slice(at);
}

/** The line ending that most lines of `text` use; `\n` where there is none. */
export function dominantEol(text: string): '\n' | '\r\n' {
  let crlf = 0;
  let lf = 0;
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) {
    if (text.charCodeAt(i - 1) === 13) crlf++;
    else lf++;
  }
  return crlf > lf ? '\r\n' : '\n';
}
