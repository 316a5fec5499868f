/** A place in a text, up to which it is cut into lexemes. */
export class LexemeCursor {
  protected readonly found: string[] = [];
  protected pos = 0;
  private lineEndMemo = -1;

  constructor(protected readonly text: string) {}

  protected pushNewline(): number {
    const char = this.text[this.pos];
    return char === '\n' ? this.push(1) : char === '\r' && this.text[this.pos + 1] === '\n' ? this.push(2) : 0;
  }

  protected pushIndent(): number {
    let end = this.pos;
    while (this.text[end] === ' ') end++;
    return this.pushTo(end);
  }

  protected pushSpaces(): number {
    let end = this.pos;
    while (isBlank(this.text[end])) end++;
    return this.pushTo(end);
  }

  protected pushUntil(isEnd: (char: string | undefined) => boolean): void {
    let end = this.pos;
    while (!isEnd(this.text[end])) end++;
    this.pushTo(end);
  }

  protected push(length: number): number {
    return this.pushTo(this.pos + length);
  }

  /** Nothing where nothing lies between. */
  protected pushTo(end: number): number {
    const length = Math.min(end, this.text.length) - this.pos;
    if (length <= 0) return 0;
    this.found.push(this.text.slice(this.pos, end));
    this.pos += length;
    return length;
  }

  /** A scalar's text is a lexeme even where it is empty. */
  protected pushValue(end: number): void {
    if (this.pushTo(end) === 0) this.found.push('');
  }

  /** True where the line has nothing more than a comment. */
  protected isLineEnd(): boolean {
    let at = this.pos;
    while (isBlank(this.text[at])) at++;
    const char = this.text[at];
    return char === undefined || char === '#' || char === '\n' || (char === '\r' && this.text[at + 1] === '\n');
  }

  /** Offset of the end of the current line, its ending left out. */
  protected lineEnd(): number {
    if (this.lineEndMemo < this.pos) {
      const newline = this.text.indexOf('\n', this.pos);
      this.lineEndMemo = newline === -1 ? this.text.length : newline;
    }
    const end = this.lineEndMemo;
    return end < this.text.length && end > this.pos && this.text[end - 1] === '\r' ? end - 1 : end;
  }
}

export function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

/** What ends a word: a space, a line's end, the text's end. */
export function isEmpty(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\n' || char === '\r' || char === '\t';
}

export function isFlowIndicator(char: string | undefined): boolean {
  return char === ',' || char === '[' || char === ']' || char === '{' || char === '}';
}
