import { isBlank, isEmpty, isFlowIndicator, LexemeCursor } from './lexemeCursor.ts';

/** What the library's lexer puts between the pieces of a text, to say what the next one is. */
const MARK = { document: '\u0002', flowEnd: '\u0018', scalar: '\u001f' } as const;
const BYTE_ORDER_MARK = '\ufeff';

/** What a step leaves to the next one. */
type State = 'stream' | 'block-start' | 'doc' | 'flow';

/**
 * Cuts a YAML text into lexemes, in its order; where it has more than `most`, the list ends soon after that many.
 *
 * They are those of the library's lexer (yaml 2.9, `parse/lexer.ts`), whose steps these are, too. That one hands each lexeme on through as many as six
 * generators, which takes a fifth of a reading, and more than a third of what it leaves to the garbage collector.
 */
export function lexemesOf(text: string, most = Infinity): readonly string[] {
  return new TextLexer(text).read(most);
}

class TextLexer extends LexemeCursor {
  /** Indentation of the current line; indicators that begin a value count. */
  private indent = 0;
  /** The least indentation with which a line goes on with the current scalar. */
  private indentNext = 0;
  /** Number of flow collections around. */
  private flowLevel = 0;
  /** True where `:` may follow at once, as after a quoted key in a flow collection. */
  private isFlowKey = false;

  read(most: number): readonly string[] {
    let state: State = 'stream';
    while (this.pos < this.text.length && this.found.length <= most) state = this.step(state);
    return this.found;
  }

  private step(state: State): State {
    switch (state) {
      case 'stream':
        return this.readStream();
      case 'block-start':
        return this.readBlockStart();
      case 'doc':
        return this.readDocument();
      case 'flow':
        return this.readFlow();
    }
  }

  private readStream(): State {
    if (this.text[this.pos] === BYTE_ORDER_MARK) this.push(1);
    const end = this.lineEnd();
    if (this.text[this.pos] === '%') {
      this.pushTo(this.directiveEnd(end));
      this.pushSpaces();
      this.pushTo(end);
    } else if (this.isLineEnd()) {
      this.pushSpaces();
      this.pushTo(end);
      this.pushNewline();
    } else {
      this.found.push(MARK.document);
      return this.readLineStart();
    }
    return 'stream';
  }

  private directiveEnd(lineEnd: number): number {
    let end = lineEnd;
    for (let hash = this.text.indexOf('#', this.pos); hash !== -1 && hash < lineEnd; hash = this.text.indexOf('#', hash + 1)) {
      if (!isBlank(this.text[hash - 1])) continue;
      end = hash - 1;
      break;
    }
    while (isBlank(this.text[end - 1])) end--;
    return end;
  }

  private readLineStart(): State {
    const first = this.text[this.pos];
    if ((first === '-' || first === '.') && this.isMarker(this.pos)) {
      this.push(3);
      this.indent = this.indentNext = 0;
      return first === '-' ? 'doc' : 'stream';
    }
    this.indent = this.pushIndent();
    if (this.indentNext > this.indent && !isEmpty(this.text[this.pos + 1])) this.indentNext = this.indent;
    return this.readBlockStart();
  }

  /** True for `---` and `...`, which stand alone. */
  private isMarker(at: number): boolean {
    return (this.text.startsWith('---', at) || this.text.startsWith('...', at)) && isEmpty(this.text[at + 3]);
  }

  private readBlockStart(): State {
    const first = this.text[this.pos];
    if ((first !== '-' && first !== '?' && first !== ':') || !isEmpty(this.text[this.pos + 1])) return 'doc';
    const length = this.push(1) + this.pushSpaces();
    this.indentNext = this.indent + 1;
    this.indent += length;
    return 'block-start';
  }

  private readDocument(): State {
    this.pushSpaces();
    const end = this.lineEnd();
    this.pushIndicators();
    switch (this.pos < end ? this.text[this.pos] : undefined) {
      case '#':
      case undefined:
        this.pushTo(end);
        this.pushNewline();
        return this.readLineStart();
      case '{':
      case '[':
        this.push(1);
        this.isFlowKey = false;
        this.flowLevel = 1;
        return 'flow';
      case '}':
      case ']':
        this.push(1);
        return 'doc';
      case '*':
        this.pushName();
        return 'doc';
      case '"':
      case "'":
        return this.readQuoted();
      case '|':
      case '>':
        return this.readBlockScalar(end);
      default:
        return this.readPlain();
    }
  }

  private readFlow(): State {
    const indent = this.pushBreaks();
    const end = this.lineEnd();
    if (this.endsFlow(indent)) {
      this.flowLevel = 0;
      this.found.push(MARK.flowEnd);
      return this.readLineStart();
    }
    while (this.pos < end && this.text[this.pos] === ',') {
      this.push(1);
      this.pushSpaces();
      this.isFlowKey = false;
    }
    this.pushIndicators();
    return this.readInFlow(end);
  }

  private readInFlow(end: number): State {
    switch (this.pos < end ? this.text[this.pos] : undefined) {
      case undefined:
        return 'flow';
      case '#':
        this.pushTo(end);
        return 'flow';
      case '{':
      case '[':
        this.push(1);
        this.isFlowKey = false;
        this.flowLevel++;
        return 'flow';
      case '}':
      case ']':
        this.push(1);
        this.isFlowKey = true;
        this.flowLevel--;
        return this.flowLevel > 0 ? 'flow' : 'doc';
      case '*':
        this.pushName();
        return 'flow';
      case '"':
      case "'":
        this.isFlowKey = true;
        return this.readQuoted();
      case ':':
        return this.readFlowColon();
      default:
        this.isFlowKey = false;
        return this.readPlain();
    }
  }

  private readFlowColon(): State {
    const next = this.text[this.pos + 1];
    const isIndicator = this.isFlowKey || isEmpty(next) || next === ',';
    this.isFlowKey = false;
    if (!isIndicator) return this.readPlain();
    this.push(1);
    this.pushSpaces();
    return 'flow';
  }

  /** Ends of lines within a flow collection, and spaces; the indentation of the last line, -1 where none ended. */
  private pushBreaks(): number {
    let indent = -1;
    for (let before = -1; before !== this.pos; ) {
      before = this.pos;
      if (this.pushNewline() > 0) this.indent = indent = this.pushIndent();
      this.pushSpaces();
    }
    return indent;
  }

  /** True where a line is indented too little to be within the flow collection, save that its end may be. */
  private endsFlow(indent: number): boolean {
    const first = this.text[this.pos];
    const isOutside = (indent !== -1 && indent < this.indentNext && first !== '#') || (indent === 0 && this.isMarker(this.pos));
    return isOutside && !(indent === this.indentNext - 1 && this.flowLevel === 1 && (first === ']' || first === '}'));
  }

  private readQuoted(): State {
    let end = this.quoteEnd();
    const newline = this.unindentedBreak(end === -1 ? 0 : end);
    if (newline !== -1) end = newline - (this.text[newline - 1] === '\r' ? 2 : 1);
    if (end === -1) end = this.text.length;
    this.pushTo(end + 1);
    return this.flowLevel > 0 ? 'flow' : 'doc';
  }

  private quoteEnd(): number {
    const { text } = this;
    const quote = text[this.pos]!;
    let end = text.indexOf(quote, this.pos + 1);
    while (end !== -1 && (quote === "'" ? text[end + 1] === "'" : this.isEscaped(end))) end = text.indexOf(quote, end + (quote === "'" ? 2 : 1));
    return end;
  }

  private isEscaped(at: number): boolean {
    let backslashes = 0;
    while (this.text[at - 1 - backslashes] === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  /** Where a quoted text ends before its quote, since the next line is indented too little; -1 where it does not. */
  private unindentedBreak(end: number): number {
    let newline = this.text.indexOf('\n', this.pos);
    while (newline !== -1 && newline < end) {
      const next = this.continued(newline + 1);
      if (next === -1) return newline;
      newline = this.text.indexOf('\n', next);
    }
    return -1;
  }

  /** Where a line goes on with the current scalar, its indentation left out; -1 where it does not. */
  private continued(lineStart: number): number {
    const { text } = this;
    if (this.indentNext === 0) return this.isMarker(lineStart) ? -1 : lineStart;
    let at = lineStart;
    while (text[at] === ' ') at++;
    if (text[at] === '\r' && text[at + 1] === '\n') return at + 1;
    return text[at] === '\n' || at - lineStart >= this.indentNext ? at : -1;
  }

  private readBlockScalar(lineEnd: number): State {
    const header = this.blockScalarHeader();
    this.pushUntil(isHeaderEnd);
    this.pushSpaces();
    this.pushTo(lineEnd);
    this.pushNewline();
    const end = this.blockScalarEnd(header);
    this.found.push(MARK.scalar);
    this.pushValue(end + 1);
    return this.readLineStart();
  }

  /** The indentation that the header names, less one (-1: none), and whether empty lines at the end belong to the value. */
  private blockScalarHeader(): { indent: number; keepsEnd: boolean } {
    const header = { indent: -1, keepsEnd: false };
    for (let at = this.pos + 1; ; at++) {
      const char = this.text[at] ?? '';
      if (char === '+') header.keepsEnd = true;
      else if (char > '0' && char <= '9') header.indent = Number(char) - 1;
      else if (char !== '-') return header;
    }
  }

  /** Offset of the last line's end. */
  private blockScalarEnd(header: { indent: number; keepsEnd: boolean }): number {
    const first = this.firstFilledLine();
    let end = first.before;
    if (first.indent >= this.indentNext) {
      this.indentNext = header.indent === -1 ? first.indent : header.indent + (this.indentNext === 0 ? 1 : this.indentNext);
      end = this.lastContinued(end);
    }
    return this.withTabsBehind(end) ?? (header.keepsEnd ? end : this.withoutEmptyLines(end, first.indent));
  }

  /** Indentation of the first line that says something, and the end of the line before. */
  private firstFilledLine(): { before: number; indent: number } {
    const { text } = this;
    let before = this.pos - 1;
    let indent = 0;
    for (let at = this.pos; ; at++) {
      const char = text[at];
      if (char === ' ') indent++;
      else if (char === '\n') [before, indent] = [at, 0];
      else if (char !== '\r' || text[at + 1] !== '\n') return { before, indent };
    }
  }

  private lastContinued(from: number): number {
    let newline = from;
    do {
      const next = this.continued(newline + 1);
      if (next === -1) return newline;
      newline = this.text.indexOf('\n', next);
    } while (newline !== -1);
    return this.text.length;
  }

  /** Tabs below a block scalar that are indented too little are no YAML: the parser says so where they are in the value. Null where there are none. */
  private withTabsBehind(end: number): number | null {
    const { text } = this;
    let at = end + 1;
    while (text[at] === ' ') at++;
    if (text[at] !== '\t') return null;
    while (at < text.length && isEmpty(text[at])) at++;
    return at - 1;
  }

  private withoutEmptyLines(from: number, indent: number): number {
    const { text } = this;
    for (let end = from; ; ) {
      let at = end - 1;
      if (text[at] === '\r') at--;
      const last = at;
      while (text[at] === ' ') at--;
      if (text[at] !== '\n' || at < this.pos || at + 1 + indent <= last) return end;
      end = at;
    }
  }

  private readPlain(): State {
    const end = this.plainEnd();
    this.found.push(MARK.scalar);
    this.pushValue(end);
    return this.flowLevel > 0 ? 'flow' : 'doc';
  }

  private plainEnd(): number {
    const { text } = this;
    const isInFlow = this.flowLevel > 0;
    let end = this.pos;
    for (let at = this.pos; at < text.length; at++) {
      const char = text[at]!;
      if (char === ':') {
        const next = text[at + 1];
        if (isEmpty(next) || (isInFlow && isFlowIndicator(next))) break;
        end = at + 1;
      } else if (isEmpty(char)) {
        const isBreak = char === '\n' || (char === '\r' && text[at + 1] === '\n');
        if (char === '\r' && isBreak) at++;
        else if (char === '\r') end = at + 1;
        const next = text[at + 1];
        if (next === '#' || (isInFlow && isFlowIndicator(next))) break;
        if (!isBreak) continue;
        const line = this.continued(at + 1);
        if (line === -1) break;
        at = Math.max(at, line - 2);
      } else {
        if (isInFlow && isFlowIndicator(char)) break;
        end = at + 1;
      }
    }
    return end;
  }

  /** Tags, anchors and indicators before a value, and the spaces between them. */
  private pushIndicators(): void {
    for (;;) {
      switch (this.text[this.pos]) {
        case '!':
          this.pushTag();
          break;
        case '&':
          this.pushName();
          break;
        case '-':
        case '?':
        case ':':
          if (!this.pushIndicator()) return;
          break;
        default:
          return;
      }
      this.pushSpaces();
    }
  }

  private pushIndicator(): boolean {
    const next = this.text[this.pos + 1];
    const isInFlow = this.flowLevel > 0;
    if (!isEmpty(next) && !(isInFlow && isFlowIndicator(next))) return false;
    if (!isInFlow) this.indentNext = this.indent + 1;
    else this.isFlowKey = false;
    this.push(1);
    return true;
  }

  private pushTag(): void {
    const pattern = this.text[this.pos + 1] === '<' ? VERBATIM_TAG : TAG;
    pattern.lastIndex = this.pos;
    pattern.exec(this.text);
    this.pushTo(pattern.lastIndex);
  }

  /** An anchor or an alias. */
  private pushName(): void {
    this.pushUntil(isNameEnd);
  }
}

/** A tag's characters (YAML 1.2.2, 6.8.2), or one that is written out. */
const TAG = /!(?:[-\w#;/?:@&=+$.!~*'()]|%[\dA-Fa-f]{2})*/y;
const VERBATIM_TAG = /![^ \t\r\n>]*>?/y;

function isNameEnd(char: string | undefined): boolean {
  return isEmpty(char) || isFlowIndicator(char);
}

function isHeaderEnd(char: string | undefined): boolean {
  return isEmpty(char) || char === '#';
}
