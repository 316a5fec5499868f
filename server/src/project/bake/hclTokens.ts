/** A token of HCL. Comments and blanks are gone; a `//` or `#` comment leaves its newline. */
export type HclToken =
  | { readonly kind: 'name' | 'number' | 'sign'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'newline' | 'end'; readonly start: number; readonly end: number }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[]; readonly start: number; readonly end: number };

/** A text, the tokens of an interpolation, or null for what is not read (`%{ if … }`, `${~ … ~}`). */
export type TemplatePart = string | readonly HclToken[] | null;

/** Interpolations within interpolations; deeper ones are nobody's file. */
const DEEPEST = 8;

const BLANK = /[ \t\r]+/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/**
 * The tokens of an HCL text (HCL native syntax specification, "Lexical Elements"); null where bake would refuse the file: a text or
 * comment that never ends, a newline within quotes.
 */
export function hclTokens(text: string): readonly HclToken[] | null {
  const scanner = new Scanner(text);
  const tokens = scanner.tokens(0, text.startsWith('\uFEFF') ? 1 : 0, false);
  return tokens && [...tokens, { kind: 'end', start: text.length, end: text.length }];
}

/**
 * A text that JSON has already decoded, as HCL's JSON syntax reads it: with interpolations, without escapes.
 * Null where an interpolation never ends.
 */
export function templateParts(text: string): readonly TemplatePart[] | null {
  return text.includes('{') ? new Scanner(text).template(0, text.length, 'raw', 0) : [text];
}

class Scanner {
  /** Where the last scan stopped. */
  private at = 0;

  constructor(private readonly text: string) {}

  /** Reads to the end of the text, or, inside an interpolation, to the `}` that closes it. */
  tokens(depth: number, from: number, isInner: boolean): HclToken[] | null {
    const { text } = this;
    const found: HclToken[] = [];
    let open = 0;
    for (let at = from; at < text.length; at = this.at) {
      const char = text[at]!;
      this.at = at + 1;
      if (this.skip(BLANK, at)) continue;
      if (char === '\n') found.push({ kind: 'newline', start: at, end: at + 1 });
      else if (char === '#' || text.startsWith('//', at)) this.at = this.endOfLine(at);
      else if (text.startsWith('/*', at)) {
        const close = text.indexOf('*/', at + 2);
        if (close === -1) return null;
        this.at = close + 2;
      } else if (char === '"' || (char === '<' && text[at + 1] === '<')) {
        const token = char === '"' ? this.quoted(at, depth) : this.heredoc(at, depth);
        if (!token) return null;
        found.push(token);
      } else if (this.skip(NAME, at)) found.push({ kind: 'name', text: text.slice(at, this.at), start: at, end: this.at });
      else if (this.skip(NUMBER, at)) found.push({ kind: 'number', text: text.slice(at, this.at), start: at, end: this.at });
      else {
        if (char === '}' && isInner && open-- === 0) return found;
        if (char === '{' && isInner) open++;
        found.push({ kind: 'sign', text: char, start: at, end: at + 1 });
      }
    }
    return isInner ? null : found;
  }

  private quoted(start: number, depth: number): HclToken | null {
    const parts = this.template(start + 1, this.text.length, 'quoted', depth);
    return parts && { kind: 'template', parts, start, end: this.at };
  }

  /** The body ends with a line that holds nothing but the marker; its last newline belongs to the text. */
  private heredoc(start: number, depth: number): HclToken | null {
    if (!this.skip(HEREDOC, start)) return null;
    const [, flush, marker] = /^<<(-?)(\S+)/.exec(this.text.slice(start, this.at))!;
    const from = this.at;
    for (let line = from; line <= this.text.length; line = this.endOfLine(line) + 1) {
      const end = this.endOfLine(line);
      if (this.text.slice(line, end).trim() !== marker) continue;
      const indent = flush ? leastIndent(this.text.slice(from, line)) : 0;
      const parts = this.template(from, line, 'raw', depth);
      this.at = end;
      return parts && { kind: 'template', parts: indent === 0 ? parts : withoutIndent(parts, indent), start, end };
    }
    return null;
  }

  /** Reads `from..to`; quoted texts end at their quote, and have escapes. */
  template(from: number, to: number, form: 'quoted' | 'raw', depth: number): readonly TemplatePart[] | null {
    const { text } = this;
    const parts: TemplatePart[] = [];
    let literal = '';
    let at = from;
    for (; at < to; ) {
      const char = text[at]!;
      if (form === 'quoted' && char === '"') break;
      if (form === 'quoted' && char === '\n') return null;
      const isIntroducer = char === '$' || char === '%';
      if (isIntroducer && text.startsWith(`${char}{`, at + 1)) {
        literal += `${char}{`;
        at += 3;
      } else if (isIntroducer && text[at + 1] === '{') {
        if (depth >= DEEPEST) return null;
        if (literal !== '') parts.push(literal);
        literal = '';
        const tokens = this.tokens(depth + 1, at + 2, true);
        if (!tokens || this.at > to) return null;
        const isTrimming = [tokens[0], tokens.at(-1)].some((token) => token?.kind === 'sign' && token.text === '~');
        parts.push(char === '%' || isTrimming ? null : [...tokens, { kind: 'end', start: this.at, end: this.at }]);
        at = this.at;
      } else if (form === 'quoted' && char === '\\') {
        const escape = readEscape(text, at);
        if (!escape) return null;
        literal += escape.text;
        at = escape.end;
      } else {
        literal += char;
        at++;
      }
    }
    if (form === 'quoted' && at >= to) return null;
    this.at = at + 1;
    if (literal !== '' || parts.length === 0) parts.push(literal);
    return parts;
  }

  private skip(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  /** Offset of the newline that ends the line, or of the text's end. */
  private endOfLine(at: number): number {
    const newline = this.text.indexOf('\n', at);
    return newline === -1 ? this.text.length : newline;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ['\\', '\\']]);

function readEscape(text: string, at: number): { readonly text: string; readonly end: number } | null {
  const letter = text[at + 1] ?? '';
  const plain = ESCAPES.get(letter);
  if (plain !== undefined) return { text: plain, end: at + 2 };
  const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const digits = text.slice(at + 2, at + 2 + length);
  if (length === 0 || digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) return null;
  const code = parseInt(digits, 16);
  return code > 0x10ffff ? null : { text: String.fromCodePoint(code), end: at + 2 + length };
}

function leastIndent(body: string): number {
  const indents = body.split('\n').filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  return indents.length === 0 ? 0 : indents.reduce((least, indent) => Math.min(least, indent));
}

/** Only literal parts hold line starts: the first one's, and those behind a newline. */
function withoutIndent(parts: readonly TemplatePart[], indent: number): readonly TemplatePart[] {
  const atNewline = new RegExp(`\\n[ \\t]{1,${indent}}`, 'g');
  const atStart = new RegExp(`^[ \\t]{1,${indent}}`);
  return parts.map((part, i) => {
    if (typeof part !== 'string') return part;
    const cut = part.replace(atNewline, '\n');
    return i === 0 ? cut.replace(atStart, '') : cut;
  });
}
