import type { Span } from '../text/span.ts';
import { execElements } from './execForm.ts';
import { scanFlags } from './flags.ts';
import type { LogicalText } from './logicalText.ts';
import { isSpace, skipSpace } from './logicalText.ts';

export interface HeredocOperator {
  readonly delimiter: string;
  readonly operator: Span;
  readonly expands: boolean;
  /** True for `<<-`: leading tabs of the body and its end do not count. */
  readonly stripsTabs: boolean;
}

const HOLDS_HEREDOCS = /^\s*(?:onbuild[\t\v\f\r ]+)?(?:run|copy|add)[\t\v\f\r ]+/i;
const OPERATOR = /^\d*<<(-?)\s*([^<]*)$/;

/**
 * The heredocs that an instruction's first logical line opens, as BuildKit finds them (frontend/dockerfile/parser/parser.go,
 * heredocsFromLine): a word of its own, a file descriptor before it allowed (`3<<EOF`), never within quotes, never `<<<`, none in
 * JSON form, and none at all where the line's quotes or `${}` do not close.
 */
export function heredocOperators(logical: LogicalText, escape: string): readonly HeredocOperator[] {
  const { text } = logical;
  const keyword = HOLDS_HEREDOCS.exec(text);
  if (!keyword) return [];
  const body = skipSpace(text, scanFlags(text, keyword[0].length, text.length, escape).bodyStart, text.length);
  if (text[body] === '[' && execElements(text.slice(body)) !== null) return [];
  const operators: HeredocOperator[] = [];
  for (const word of lexWords(text, true) ?? []) {
    const operator = word.text.includes('<<') ? readOperator(word.text) : null;
    if (operator) operators.push({ ...operator, operator: logical.spanOf(word.start, word.end) });
  }
  return operators;
}

function readOperator(word: string): Omit<HeredocOperator, 'operator'> | null {
  const match = OPERATOR.exec(word);
  const rest = match?.[2];
  if (!match || !rest) return null;
  const plain = lexWords(rest, false);
  const only = plain?.[0];
  if (!only || plain.length !== 1) return null;
  // Quotes that the shell would drop are what switches variables off; an escaped letter does not (as in BuildKit).
  const expands = countQuotes(rest) === countQuotes(only.text);
  return { delimiter: only.text, expands, stripsTabs: match[1] === '-' };
}

function countQuotes(text: string): number {
  let count = 0;
  for (const char of text) if (char === '"' || char === "'") count++;
  return count;
}

interface LexedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits by spaces outside quotes and `${}` (BuildKit: frontend/dockerfile/shell/lex.go, ProcessWords), always with `\` as the escape.
 * @param isRaw keep quotes and escapes in the words
 * @returns null where a quote or a `${}` is malformed: BuildKit then takes the line for one without heredocs
 */
function lexWords(text: string, isRaw: boolean): readonly LexedWord[] | null {
  const words: LexedWord[] = [];
  let current = '';
  let start = -1;
  const flush = (end: number): void => {
    if (current !== '') words.push({ text: current, start, end });
    current = '';
    start = -1;
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (isSpace(char.charCodeAt(0))) {
      flush(at++);
      continue;
    }
    if (start === -1) start = at;
    const end = endOfPart(text, at);
    if (end === -1) return null;
    current += isRaw ? text.slice(at, end) : unquoted(text, at, end);
    at = end;
  }
  flush(text.length);
  return words;
}

function unquoted(text: string, start: number, end: number): string {
  const char = text[start]!;
  if (char === "'") return text.slice(start + 1, end - 1);
  if (char === '"') return text.slice(start + 1, end - 1).replace(/\\(["$\\])/g, '$1');
  if (char === '\\') return text.slice(start + 1, end);
  return text.slice(start, end);
}

/** End of the quoted part, variable, escape, `<<` with the blanks after it, or plain code unit at `at`; -1 where it does not close. */
function endOfPart(text: string, at: number): number {
  switch (text[at]) {
    case '\\':
      return Math.min(at + 2, text.length);
    case "'": {
      const close = text.indexOf("'", at + 1);
      return close === -1 ? -1 : close + 1;
    }
    case '"':
      return endOfDoubleQuotes(text, at);
    case '$':
      return text[at + 1] === '{' ? endOfBraces(text, at) : at + 1;
    case '<': {
      if (text[at + 1] !== '<') return at + 1;
      let end = at + 2;
      while (text[end] === ' ' || text[end] === '\t' || text[end] === '\r') end++;
      return end;
    }
    default:
      return at + 1;
  }
}

function endOfDoubleQuotes(text: string, start: number, depth = 0): number {
  if (depth > DEEPEST) return -1;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return at + 1;
    if (char === '\\') at++;
    else if (char === '$' && text[at + 1] === '{') {
      const end = endOfBraces(text, at, depth + 1);
      if (end === -1) return -1;
      at = end - 1;
    }
  }
  return -1;
}

const SUBSTITUTION = /\$\{(?:[\p{L}_][\p{L}\p{Nd}_]*|\p{Nd}+|[@*#?$!-])(?::[-+?]?|[-+?#%/}])/uy;
const DEEPEST = 50;

/** `${name}`, `${name:-word}` and so on; nested ones are counted, not recursed into. */
function endOfBraces(text: string, start: number, quoteDepth = 0): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '$' && text[at + 1] === '{') {
      SUBSTITUTION.lastIndex = at;
      const match = SUBSTITUTION.exec(text);
      if (!match) return -1;
      at += match[0].length;
      if (match[0].endsWith('}')) {
        if (depth === 0) return at;
      } else depth++;
    } else if (char === '}') {
      at++;
      if (--depth === 0) return at;
    } else if (char === '\\') at += 2;
    else if (char === "'" || char === '"') {
      const close = char === "'" ? text.indexOf("'", at + 1) + 1 : endOfDoubleQuotes(text, at, quoteDepth + 1);
      if (close <= 0) return -1;
      at = close;
    } else at++;
  }
  return -1;
}
