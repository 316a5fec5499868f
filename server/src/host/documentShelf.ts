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
  /** What somebody has parsed just now, most likely the file that is asked about next. */
  private atHand: { readonly path: string; readonly document: SourceDocument } | null = null;

  /** The same object as long as text, language and grammar are the same and it is kept. */
  read(path: string, language: Language, text: string, shell: ShellParser | null): SourceDocument {
    const document = this.known(path, language, text, shell) ?? new SourceDocument(path, language, text, shell);
    this.kept.set(path, document, text.length);
    return document;
  }

  /** The same for whoever goes through all files: what was asked for stays. Those of a small workspace are then parsed already. */
  glance(path: string, language: Language, text: string, shell: ShellParser | null): SourceDocument {
    const document = this.known(path, language, text, shell) ?? new SourceDocument(path, language, text, shell);
    this.kept.offer(path, document, text.length);
    return document;
  }

  /** Whoever asks for this text next gets this document. */
  put(path: string, document: SourceDocument): void {
    this.atHand = { path, document };
  }

  private known(path: string, language: Language, text: string, shell: ShellParser | null): SourceDocument | undefined {
    const known = [this.atHand?.path === path ? this.atHand.document : undefined, this.kept.get(path)];
    return known.find((one) => one?.text === text && one.language === language && one.knowsCommands === (shell !== null));
  }
}
