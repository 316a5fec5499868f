import type { Span } from '../text/span.ts';
import { MappedTextBuilder } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';

/**
 * The one line that Docker hands to the shell for an instruction's body: lines joined where an escape ends them, comment and
 * blank lines between them left out (BuildKit `frontend/dockerfile/parser/parser.go`, `Parse`). Quotes play no part in it.
 *
 * @param body from the first word of the body to its end
 */
export function scriptText(document: string, body: Span, escape: '\\' | '`'): MappedText {
  const builder = new MappedTextBuilder(body.start);
  let lineStart = body.start;
  while (lineStart < body.end) {
    const newline = document.indexOf('\n', lineStart);
    const next = newline === -1 || newline >= body.end ? body.end : newline + 1;
    const lineEnd = withoutNewline(document, lineStart, next);
    const isFirst = lineStart === body.start;
    if (!isFirst && isBlankOrComment(document, lineStart, lineEnd)) {
      lineStart = next;
      continue;
    }
    const mark = continuationAt(document, lineStart, lineEnd, escape);
    const end = mark === -1 ? lineEnd : mark;
    builder.add(document.slice(lineStart, end), lineStart, end, false, true);
    if (mark === -1) break;
    lineStart = next;
  }
  return builder.build();
}

/**
 * The decoded text of one JSON string of an exec form, quotes included in `at`; escapes that JSON does not know stay as text.
 */
export function jsonText(document: string, at: Span, escape: '\\' | '`'): MappedText {
  const source = scriptText(document, at, escape);
  const builder = new MappedTextBuilder(at.start);
  const { text } = source;
  const end = text.length > 1 && text.endsWith('"') ? text.length - 1 : text.length;
  let plain = text.startsWith('"') ? 1 : 0;
  let isJoined = true;
  for (let i = text.indexOf('\\', plain); i !== -1 && i < end; i = text.indexOf('\\', plain)) {
    const code = /^\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/.exec(text.slice(i, i + 6));
    if (plain < i) source.copyTo(builder, plain, i, isJoined);
    const length = code ? code[0].length : 1;
    const span = source.span(i, i + length);
    builder.add(decodeJsonEscape(code), span.start, span.end, true, false);
    plain = i + length;
    isJoined = false;
  }
  if (plain < end) source.copyTo(builder, plain, end, isJoined);
  return builder.build();
}

/** A heredoc's body as the shell on its standard input reads it: `\$`, `` \` `` and `\\` resolved where the delimiter is unquoted. */
export function heredocText(source: MappedText, start: number, end: number, expands: boolean): MappedText {
  const builder = new MappedTextBuilder(source.startOf(start));
  const { text } = source;
  let plain = start;
  let isJoined = true;
  for (let i = text.indexOf('\\', start); expands && i !== -1 && i + 1 < end; i = text.indexOf('\\', i)) {
    const next = text[i + 1]!;
    if (!'$`\\'.includes(next)) {
      i += 2;
      continue;
    }
    if (plain < i) source.copyTo(builder, plain, i, isJoined);
    const span = source.span(i, i + 2);
    builder.add(next, span.start, span.end, true, false);
    plain = i = i + 2;
    isJoined = false;
  }
  if (plain < end) source.copyTo(builder, plain, end, isJoined);
  return builder.build();
}

function decodeJsonEscape(code: RegExpExecArray | null): string {
  if (!code) return '\\';
  if (code[1] !== undefined) return String.fromCharCode(parseInt(code[1], 16));
  return JSON.parse(`"${code[0]}"`) as string;
}

function withoutNewline(document: string, start: number, next: number): number {
  let end = next;
  if (end > start && document[end - 1] === '\n') end -= 1;
  if (end > start && document[end - 1] === '\r') end -= 1;
  return end;
}

function isBlankOrComment(document: string, start: number, end: number): boolean {
  let i = start;
  while (i < end && /\s/.test(document[i]!)) i += 1;
  return i === end || document[i] === '#';
}

/** Where the escape stands that continues this line, or -1. Two escapes in a row are none. */
function continuationAt(document: string, start: number, end: number, escape: string): number {
  let i = end - 1;
  while (i >= start && (document[i] === ' ' || document[i] === '\t')) i -= 1;
  if (i < start || document[i] !== escape) return -1;
  return i > start && document[i - 1] === escape ? -1 : i;
}
