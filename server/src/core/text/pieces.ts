import type { TextEdit } from './edits.ts';

/** Text kept from the original at `start`, or text that is new. */
type Piece = { readonly kept: true; readonly start: number; readonly length: number } | { readonly kept: false; readonly text: string };

/**
 * Follows one text through several rounds of edits and tells, at the end, the minimal edits that lead from the
 * first text to the last: an editor then changes once, and only where something changed.
 */
export class EditHistory {
  private pieces: Piece[];

  constructor(private readonly original: string) {
    this.pieces = original.length > 0 ? [{ kept: true, start: 0, length: original.length }] : [];
  }

  /** Disjoint edits on offsets of the text as it is now. */
  apply(edits: readonly TextEdit[]): void {
    const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const next: Piece[] = [];
    const cursor = new PieceCursor(this.pieces);
    for (const edit of sorted) {
      cursor.moveTo(edit.span.start, next);
      if (edit.text) next.push({ kept: false, text: edit.text });
      cursor.moveTo(edit.span.end, null);
    }
    cursor.moveTo(Infinity, next);
    this.pieces = next;
  }

  /** Edits on offsets of the original text. */
  toEdits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let added = '';
    const flush = (end: number) => {
      if (added || end > at) edits.push({ span: { start: at, end }, text: added });
      added = '';
    };
    for (const piece of this.pieces) {
      if (!piece.kept) {
        added += piece.text;
        continue;
      }
      flush(piece.start);
      at = piece.start + piece.length;
    }
    flush(this.original.length);
    return edits;
  }
}

/** Walks over pieces once, cutting them where it is told to stop. */
class PieceCursor {
  private index = 0;
  /** Code units of the current piece that lie behind. */
  private within = 0;
  private at = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  /** Goes on to an offset; what it passes is added to `kept`, or dropped where that is null. */
  moveTo(offset: number, kept: Piece[] | null): void {
    while (this.at < offset && this.index < this.pieces.length) {
      const piece = this.pieces[this.index]!;
      const length = (piece.kept ? piece.length : piece.text.length) - this.within;
      const step = Math.min(length, offset - this.at);
      kept?.push(
        piece.kept
          ? { kept: true, start: piece.start + this.within, length: step }
          : { kept: false, text: piece.text.slice(this.within, this.within + step) },
      );
      this.at += step;
      this.within += step;
      if (step === length) {
        this.index++;
        this.within = 0;
      }
    }
  }
}
