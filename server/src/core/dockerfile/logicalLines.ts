import type { Span } from '../text/span.ts';
import type { Comment } from './model.ts';
import type { HeredocOperator } from './heredocs.ts';
import { heredocOperators } from './heredocs.ts';
import { isBlank, LogicalText, skipSpace } from './logicalText.ts';
import type { Directives } from './directives.ts';
import { readDirectives } from './directives.ts';
import { PhysicalLines } from './physicalLines.ts';

/** A here-document that was found whole: operator, body and the line that ends it. */
export interface FoundHeredoc extends HeredocOperator {
  readonly body: Span;
  readonly terminator: Span;
}

/** One instruction's lines. */
export interface LogicalLine {
  readonly logical: LogicalText;
  /** From the first code unit that is no space to the end of the last line, heredocs included. */
  readonly span: Span;
  readonly heredocs: readonly FoundHeredoc[];
}

export interface LogicalLines {
  readonly directives: Directives;
  readonly lines: readonly LogicalLine[];
  readonly comments: readonly Comment[];
  /** Ends of lines where an escaped escape character forbids continuation, which dockerfile-ast does not know. */
  readonly escapedEscapes: readonly Span[];
  readonly hasUnterminatedHeredoc: boolean;
}

/**
 * Splits a Dockerfile into instructions and comments as BuildKit does (frontend/dockerfile/parser/parser.go, Parse), in one pass.
 * A heredoc whose end is missing (BuildKit refuses the file) is taken for no heredoc, so that the rest stays readable while somebody types.
 */
export function readLogicalLines(text: string): LogicalLines {
  return new LogicalLineReader(text).read();
}

class LogicalLineReader {
  private readonly physical: PhysicalLines;
  private readonly directives: Directives;
  private readonly lines: LogicalLine[] = [];
  private readonly comments: Comment[] = [];
  private readonly escapedEscapes: Span[] = [];
  private hasUnterminatedHeredoc = false;
  private line: number;

  constructor(private readonly text: string) {
    this.physical = new PhysicalLines(text);
    this.directives = readDirectives(text, this.physical);
    this.line = this.directives.lineCount;
  }

  read(): LogicalLines {
    while (this.line < this.physical.count) {
      const start = skipSpace(this.text, this.physical.start(this.line), this.physical.end(this.line));
      if (start === this.physical.end(this.line)) this.line++;
      else if (this.text.charCodeAt(start) === HASH) this.takeComment(start);
      else this.takeInstruction(start);
    }
    const { directives, lines, comments, escapedEscapes, hasUnterminatedHeredoc } = this;
    return { directives, lines, comments, escapedEscapes, hasUnterminatedHeredoc };
  }

  private takeComment(start: number): void {
    const end = this.physical.end(this.line);
    this.comments.push({ span: { start, end }, text: this.text.slice(start + 1, end).trim(), line: this.line });
    this.line++;
  }

  private takeInstruction(start: number): void {
    const pieces: Span[] = [];
    let continues = this.takePiece(start, pieces);
    while (continues && this.line < this.physical.count) {
      const lineStart = this.physical.start(this.line);
      const lineEnd = this.physical.end(this.line);
      const first = skipSpace(this.text, lineStart, lineEnd);
      if (first === lineEnd) this.line++;
      else if (this.text.charCodeAt(first) === HASH) this.takeComment(first);
      else continues = this.takePiece(lineStart, pieces);
    }
    const logical = new LogicalText(this.text, pieces);
    const first = skipSpace(logical.text, 0, logical.text.length);
    if (first === logical.text.length) return;
    const heredocs = this.takeHeredocs(logical);
    const end = heredocs.at(-1)?.terminator.end ?? pieces.at(-1)!.end;
    this.lines.push({ logical, span: { start: logical.startOf(first), end }, heredocs });
  }

  /** Takes one physical line from `start` on; true where the instruction goes on in the next one. */
  private takePiece(start: number, pieces: Span[]): boolean {
    const end = this.physical.end(this.line);
    this.line++;
    let last = end - 1;
    while (last >= start && isBlank(this.text.charCodeAt(last))) last--;
    const escape = this.directives.escape;
    if (last >= start && this.text[last] === escape) {
      if (last === start || this.text[last - 1] !== escape) {
        pieces.push({ start, end: last });
        return true;
      }
      this.escapedEscapes.push({ start: last - 1, end: last + 1 });
    }
    pieces.push({ start, end });
    return false;
  }

  private takeHeredocs(logical: LogicalText): FoundHeredoc[] {
    if (!logical.text.includes('<<')) return [];
    const found: FoundHeredoc[] = [];
    let line = this.line;
    for (const operator of heredocOperators(logical, this.directives.escape)) {
      const last = this.physical.findLine(operator.delimiter, operator.stripsTabs, line);
      if (last === null) {
        this.hasUnterminatedHeredoc = true;
        return [];
      }
      const body = { start: this.physical.start(line), end: this.physical.start(last) };
      found.push({ ...operator, body, terminator: { start: body.end, end: this.physical.end(last) } });
      line = last + 1;
    }
    this.line = line;
    return found;
  }
}

const HASH = 35;
