import { RecentlyUsed } from '../core/collections/recentlyUsed.ts';
import { SourceDocument } from '../core/engine/document.ts';
import type { Language } from '../core/engine/rule.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';

/**
 * UTF-16 code units of the texts whose models are kept: some hundred Dockerfiles as people write them. A model takes a hundred times the room of
 * its text.
 */
const MOST_TEXT = 100_000;

/** Parsed documents, those that were asked for last: a workspace may have ten thousand. */
export class DocumentShelf {
  private readonly kept = new RecentlyUsed<string, SourceDocument>(MOST_TEXT);

  /** The same object as long as text, language and grammar are the same and it is kept. */
  read(path: string, language: Language, text: string, shell: ShellParser | null): SourceDocument {
    const known = this.kept.get(path);
    if (known?.text === text && known.language === language && known.knowsCommands === (shell !== null)) return known;
    const document = new SourceDocument(path, language, text, shell);
    this.put(path, document);
    return document;
  }

  /** Whoever asks for this text next gets this document. */
  put(path: string, document: SourceDocument): void {
    this.kept.set(path, document, document.text.length);
  }
}
