import { editsConflict, type TextEdit } from './edits.ts';

/** Edits that were chosen so far, disjoint; kept in order, so that thousands are as quick to ask as a few. */
export class TakenEdits {
  private readonly edits: TextEdit[] = [];

  /** Takes all of a fix, or nothing where one of its edits conflicts with what is taken or with another of its own. */
  take(added: readonly TextEdit[]): boolean {
    const taken: TextEdit[] = [];
    for (const edit of added) {
      const at = this.firstEndingAtOrAfter(edit.span.start);
      if (edit.span.start > edit.span.end || edit.span.start < 0 || this.conflictsFrom(at, edit)) {
        for (const one of taken) this.edits.splice(this.edits.indexOf(one), 1);
        return false;
      }
      let place = at;
      while (place < this.edits.length && isBefore(this.edits[place]!, edit)) place++;
      this.edits.splice(place, 0, edit);
      taken.push(edit);
    }
    return true;
  }

  private conflictsFrom(at: number, edit: TextEdit): boolean {
    for (let index = at; index < this.edits.length && this.edits[index]!.span.start <= edit.span.end; index++) {
      if (editsConflict(this.edits[index]!, edit)) return true;
    }
    return false;
  }

  /** Disjoint edits in order of their starts are in order of their ends as well. */
  private firstEndingAtOrAfter(offset: number): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.edits[middle]!.span.end < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(a: TextEdit, b: TextEdit): boolean {
  return a.span.start - b.span.start < 0 || (a.span.start === b.span.start && a.span.end < b.span.end);
}
