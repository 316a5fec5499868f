import type { Span } from '../text/span.ts';
import { lastAtOrBelow } from '../text/lastAtOrBelow.ts';

/**
 * What an instruction says once continuation lines are joined, as BuildKit joins them: escape characters at line ends,
 * comment lines and blank lines are gone, the rest is kept. Offsets in it map back to the document.
 */
export class LogicalText {
  readonly text: string;
  /** Offset in `text` where each piece starts; ascending. */
  private readonly starts: number[] = [];

  /** @param pieces parts of `document`, in order; there is at least one. */
  constructor(
    document: string,
    private readonly pieces: readonly Span[],
  ) {
    if (pieces.length === 1) {
      this.text = document.slice(pieces[0]!.start, pieces[0]!.end);
      return;
    }
    const parts: string[] = [];
    let length = 0;
    for (const piece of pieces) {
      this.starts.push(length);
      parts.push(document.slice(piece.start, piece.end));
      length += piece.end - piece.start;
    }
    this.text = parts.join('');
  }

  /** Document offset of the code unit at `offset`; the end of the last piece for the end of the text. */
  startOf(offset: number): number {
    if (this.pieces.length === 1) return this.pieces[0]!.start + offset;
    const at = lastAtOrBelow(this.starts, offset);
    return Math.min(this.pieces[at]!.start + offset - this.starts[at]!, this.pieces[at]!.end);
  }

  /** Document offset just after the code unit before `offset`: never past a line break that the text left out. */
  endOf(offset: number): number {
    return offset === 0 ? this.startOf(0) : this.startOf(offset - 1) + 1;
  }

  /** The document's span of a range of this text; an empty range stays empty. */
  spanOf(start: number, end: number): Span {
    if (this.pieces.length === 1) {
      const from = this.pieces[0]!.start;
      return { start: from + start, end: from + Math.max(start, end) };
    }
    if (start >= end) {
      const at = this.endOf(start);
      return { start: at, end: at };
    }
    return { start: this.startOf(start), end: this.endOf(end) };
  }
}

/** Space as Go's unicode.IsSpace has it, which BuildKit trims and splits by. */
export function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  if (code < 128) return false;
  return code === 0x85 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028
    || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** A space or a tab: all that may stand between an escape and the end of its line. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** First offset in `from..to` that is no space; `to` where all are. */
export function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Offset after the last code unit in `from..to` that is no space; `from` where all are. */
export function trimSpaceEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
