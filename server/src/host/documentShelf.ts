import type { SourceDocument } from '../core/engine/document.ts';

/** Whoever holds a parsed document, and can parse it again. */
export interface DocumentHolder {
  dropDocument(): void;
}

/**
 * UTF-16 code units of the texts whose models are kept: some hundred Dockerfiles as people write them. A model takes a hundred times the room of
 * its text.
 */
const MOST_TEXT = 100_000;

/** Parsed documents in the order of their last use. A workspace may have ten thousand: what nobody asked for the longest time is dropped. */
export class DocumentShelf {
  private readonly kept = new Map<DocumentHolder, number>();
  private size = 0;

  /** The document was asked for. */
  used(holder: DocumentHolder, { text }: SourceDocument): void {
    this.forget(holder);
    this.kept.set(holder, text.length);
    this.size += text.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= MOST_TEXT || oldest === holder) return;
      this.forget(oldest);
      oldest.dropDocument();
    }
  }

  private forget(holder: DocumentHolder): void {
    this.size -= this.kept.get(holder) ?? 0;
    this.kept.delete(holder);
  }
}
