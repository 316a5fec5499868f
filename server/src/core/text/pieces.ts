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
    let at = 0;
    for (const edit of sorted) {
      next.push(...this.take(at, edit.span.start));
      if (edit.text) next.push({ kept: false, text: edit.text });
      at = edit.span.end;
    }
    next.push(...this.take(at, Infinity));
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

  private take(start: number, end: number): Piece[] {
    const taken: Piece[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      const length = piece.kept ? piece.length : piece.text.length;
      const from = Math.max(start, at) - at;
      const to = Math.min(end, at + length) - at;
      if (from < to) {
        taken.push(
          piece.kept
            ? { kept: true, start: piece.start + from, length: to - from }
            : { kept: false, text: piece.text.slice(from, to) },
        );
      }
      at += length;
    }
    return taken;
  }
}
