import { MappedTextBuilder } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';

/** Takes the pieces of a word as the shell would see them after quote removal. */
interface WordSink {
  /** `[start, end)` of the source stays as it is. */
  copy(start: number, end: number): void;
  /** `[start, end)` of the source becomes `text`. */
  put(text: string, start: number, end: number): void;
}

const ANSI_C = new Map([
  ['n', '\n'], ['t', '\t'], ['r', '\r'], ['a', '\x07'], ['b', '\b'], ['e', '\x1b'], ['E', '\x1b'], ['f', '\f'], ['v', '\v'],
  ['\\', '\\'], ["'", "'"], ['"', '"'], ['?', '?'],
]);
const STARTS_EXPANSION = /[A-Za-z0-9_{(*@#?$!-]/;

/**
 * The value of one shell word: quotes and escapes resolved as POSIX 2.6.7 and bash's `$'…'` say, globs, braces and tildes
 * kept as text; null where an expansion (`$x`, `$(…)`, backticks, `<(…)`) decides it.
 */
export function wordValue(raw: string): string | null {
  if (!/[\\'"$`(]/.test(raw)) return raw;
  const parts: string[] = [];
  const sink: WordSink = {
    copy: (start, end) => void parts.push(raw.slice(start, end)),
    put: (text) => void parts.push(text),
  };
  return scanWord(raw, 0, raw.length, sink) ? parts.join('') : null;
}

/**
 * The text that the word `[start, end)` hands to a nested shell, mapped to the document; expansions of the outer shell stay
 * in it unexpanded, so that the nested words which hold them have no value.
 */
export function nestedText(outer: MappedText, start: number, end: number): MappedText {
  const builder = new MappedTextBuilder(outer.startOf(start));
  let reached = -1;
  scanWord(outer.text, start, end, {
    copy(from, to) {
      outer.copyTo(builder, from, to, reached === -1 || reached === from);
      reached = to;
    },
    put(text, from, to) {
      const at = outer.span(from, to);
      builder.add(text, at.start, at.end, true, false);
      reached = to;
    },
  });
  return builder.build();
}

/** @returns false where an expansion takes part */
function scanWord(text: string, start: number, end: number, sink: WordSink): boolean {
  let isStatic = true;
  let plain = start;
  let i = start;
  const flush = (to: number): void => {
    if (to > plain) sink.copy(plain, to);
  };
  while (i < end) {
    const char = text[i]!;
    if (char === '\\') {
      flush(i);
      if (text[i + 1] === '\n') i += 2;
      else if (i + 1 < end) {
        sink.put(text[i + 1]!, i, i + 2);
        i += 2;
      } else i += 1;
      plain = i;
    } else if (char === "'") {
      flush(i);
      const close = indexWithin(text, "'", i + 1, end);
      if (close > i + 1) sink.copy(i + 1, close);
      plain = i = Math.min(end, close + 1);
    } else if (char === '"' || (char === '$' && text[i + 1] === '"' && i + 1 < end)) {
      flush(i);
      const open = char === '"' ? i : i + 1;
      const inner = scanDoubleQuoted(text, open + 1, end, sink);
      isStatic &&= inner.isStatic;
      plain = i = inner.next;
    } else if (char === '$' && text[i + 1] === "'" && i + 1 < end) {
      flush(i);
      plain = i = scanAnsiC(text, i + 2, end, sink);
    } else if (isExpansion(text, i, end)) {
      isStatic = false;
      i = skipExpansion(text, i, end);
    } else {
      // A bare parenthesis is a process substitution, an array or an extended glob.
      if (char === '(') isStatic = false;
      i += 1;
    }
  }
  flush(end);
  return isStatic;
}

function scanDoubleQuoted(text: string, start: number, end: number, sink: WordSink): { next: number; isStatic: boolean } {
  let isStatic = true;
  let plain = start;
  let i = start;
  while (i < end && text[i] !== '"') {
    const next = text[i + 1];
    if (text[i] === '\\' && next !== undefined && '$`"\\\n'.includes(next)) {
      if (i > plain) sink.copy(plain, i);
      if (next !== '\n') sink.put(next, i, i + 2);
      plain = i += 2;
    } else if (isExpansion(text, i, end)) {
      isStatic = false;
      i = skipExpansion(text, i, end);
    } else i += 1;
  }
  const close = Math.min(i, end);
  if (close > plain) sink.copy(plain, close);
  return { next: Math.min(end, close + 1), isStatic };
}

function scanAnsiC(text: string, start: number, end: number, sink: WordSink): number {
  let plain = start;
  let i = start;
  while (i < end && text[i] !== "'") {
    if (text[i] !== '\\') {
      i += 1;
      continue;
    }
    if (i > plain) sink.copy(plain, i);
    const code = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/.exec(text.slice(i + 1, Math.min(end, i + 10)));
    let decoded: string;
    let length = 2;
    if (code) {
      length = code[0].length + 1;
      const point = code[4] ? parseInt(code[4], 8) & 0xff : parseInt((code[1] ?? code[2] ?? code[3])!, 16);
      decoded = point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    } else {
      const char = text[i + 1] ?? '';
      decoded = ANSI_C.get(char) ?? `\\${char}`;
    }
    const to = Math.min(end, i + length);
    sink.put(decoded, i, to);
    plain = i = to;
  }
  const close = Math.min(i, end);
  if (close > plain) sink.copy(plain, close);
  return Math.min(end, close + 1);
}

function isExpansion(text: string, at: number, end: number): boolean {
  if (text[at] === '`') return true;
  return text[at] === '$' && at + 1 < end && STARTS_EXPANSION.test(text[at + 1]!);
}

/** The offset after the expansion at `at`; nesting is kept on a stack of what closes it, so time is linear. */
function skipExpansion(text: string, at: number, end: number): number {
  const opener = text[at] === '`' ? '`' : text.slice(at, at + 2);
  if (opener !== '`' && opener !== '$(' && opener !== '${') return at + 2;
  const closers = [opener === '`' ? '`' : opener === '$(' ? ')' : '}'];
  let i = at + opener.length;
  while (i < end && closers.length > 0) {
    const char = text[i]!;
    const closer = closers[closers.length - 1];
    if (char === '\\') i += 1;
    else if (char === closer) closers.pop();
    else if (char === '"') closers.push('"');
    else if (char === '`') closers.push('`');
    else if (char === '$' && (text[i + 1] === '(' || text[i + 1] === '{')) closers.push(text[++i] === '(' ? ')' : '}');
    else if (closer !== '"') {
      if (char === "'") i = indexWithin(text, "'", i + 1, end);
      else if (char === '(' && closer === ')') closers.push(')');
    }
    i += 1;
  }
  return Math.min(i, end);
}

function indexWithin(text: string, needle: string, from: number, end: number): number {
  const at = text.indexOf(needle, from);
  return at === -1 || at > end ? end : at;
}
