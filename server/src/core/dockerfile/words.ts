import type { Word } from './model.ts';
import type { LogicalText } from './logicalText.ts';
import { isSpace } from './logicalText.ts';

/**
 * How an instruction's words end. `shell`: quotes, `$( )`, `${ }` and backticks hold spaces, `#` starts a comment. `quoted`: quotes
 * and escapes hold spaces (ENV, ARG, LABEL). `blanks`: as `quoted`, but an escaped space still ends the word (COPY, ADD, FROM).
 */
export type Splitting = 'shell' | 'quoted' | 'blanks';

/** Splits `from..to` of the logical text. A quote that never closes reaches to the end. */
export function splitWords(
  document: string,
  logical: LogicalText,
  from: number,
  to: number,
  escape: string,
  splitting: Splitting,
): readonly Word[] {
  const words: Word[] = [];
  const { text } = logical;
  let at = from;
  for (;;) {
    while (at < to && isSpace(text.charCodeAt(at))) at++;
    if (at >= to) return words;
    if (splitting === 'shell' && text.charCodeAt(at) === HASH) return words;
    const start = at;
    const scan = new WordScan(text, start, to, escape, splitting);
    at = scan.end;
    const span = logical.spanOf(start, at);
    words.push({ span, raw: document.slice(span.start, span.end), value: scan.value ?? text.slice(start, at) });
  }
}

const HASH = 35;
/** What a word in plain text is made of almost always: none of these characters. */
const SPECIAL = /["'`\\$\s]/g;

/** One word from `start` on. */
class WordScan {
  readonly end: number;
  /** Null where the word reads as it is written. */
  value: string | null = null;
  /** Open `"`, `(`, `{` and backticks, outermost first. */
  private readonly open: string[] = [];
  private copied: number;

  constructor(
    private readonly text: string,
    start: number,
    private readonly to: number,
    private readonly escape: string,
    private readonly splitting: Splitting,
  ) {
    this.copied = start;
    let at = start;
    while (at < to) {
      const isOpen = this.open.length > 0;
      if (!isOpen) {
        SPECIAL.lastIndex = at;
        at = SPECIAL.test(text) ? Math.min(SPECIAL.lastIndex - 1, to) : to;
        if (at === to) break;
      }
      if (!isOpen && isSpace(text.charCodeAt(at))) break;
      at = Math.min(this.step(text[at]!, at), to);
    }
    this.end = at;
    if (this.value !== null) this.value += text.slice(this.copied, at);
  }

  /** Handles the character at `at` and says where to go on. */
  private step(char: string, at: number): number {
    const top = this.open.at(-1);
    if (char === this.escape) return this.stepEscape(at, top);
    if (char === "'" && top !== '"') return this.stepSingleQuote(at);
    if (char === '"') {
      if (this.isOutermost(top)) this.drop(at, at + 1);
      if (top === '"') this.open.pop();
      else this.open.push('"');
      return at + 1;
    }
    if (this.splitting === 'shell') return this.stepShell(char, at, top);
    return at + 1;
  }

  private stepShell(char: string, at: number, top: string | undefined): number {
    const next = this.text[at + 1];
    if (char === '$' && (next === '(' || next === '{')) {
      this.open.push(next);
      return at + 2;
    }
    if (char === '`') {
      if (top === '`') this.open.pop();
      else this.open.push('`');
    } else if (top === '(' && char === '(') this.open.push('(');
    else if ((top === '(' && char === ')') || (top === '{' && char === '}')) this.open.pop();
    return at + 1;
  }

  private stepEscape(at: number, top: string | undefined): number {
    const next = this.text[at + 1];
    if (next === undefined || at + 1 >= this.to) return at + 1;
    if (top === undefined) {
      if (this.splitting === 'blanks' && isSpace(next.charCodeAt(0))) return at + 1;
      this.drop(at, at + 1);
    } else if (this.isOutermost(top) && (next === '"' || next === '$' || next === this.escape)) this.drop(at, at + 1);
    return at + 2;
  }

  private stepSingleQuote(at: number): number {
    const close = this.text.indexOf("'", at + 1);
    const end = close === -1 || close >= this.to ? this.to : close + 1;
    if (this.open.length === 0) {
      this.drop(at, at + 1);
      if (close !== -1 && close < this.to) this.drop(close, close + 1);
    }
    return end;
  }

  /** True for a double quote that stands in no substitution: its quoting is resolved, that of inner ones is left to the shell. */
  private isOutermost(top: string | undefined): boolean {
    return top === undefined || (top === '"' && this.open.length === 1);
  }

  private drop(start: number, end: number): void {
    this.value = (this.value ?? '') + this.text.slice(this.copied, start);
    this.copied = end;
  }
}
