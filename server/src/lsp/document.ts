import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { SourceDocument } from '../core/engine/document.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { Language } from '../core/engine/rule.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';

/** The findings of one version, with what they were computed from: another stamp means another check. */
export interface CheckedVersion {
  readonly stamp: string;
  readonly source: SourceDocument;
  readonly findings: readonly Finding[];
  /** The same check for a later text of the same document, as fix-all needs it. */
  readonly check: (version: SourceDocument) => readonly Finding[];
}

/** An open document that owns its parse: an edit makes a new one, so nobody parses the same version twice. */
export class OpenDocument {
  private source: SourceDocument | null = null;
  private sourceShell: ShellParser | null = null;
  checked: CheckedVersion | null = null;

  private constructor(private text: TextDocument) {}

  static create(uri: string, languageId: string, version: number, content: string): OpenDocument {
    return new OpenDocument(TextDocument.create(uri, languageId, version, content));
  }

  static update(document: OpenDocument, changes: TextDocumentContentChangeEvent[], version: number): OpenDocument {
    document.text = TextDocument.update(document.text, changes, version);
    document.source = null;
    return document;
  }

  get uri(): string {
    return this.text.uri;
  }

  get version(): number {
    return this.text.version;
  }

  getText(): string {
    return this.text.getText();
  }

  /** Null for a document that is none of ours: a YAML file that is no compose file, an ignore file. */
  get language(): Language | null {
    if (this.text.languageId === 'dockerfile') return 'dockerfile';
    if (this.text.languageId === 'dockercompose') return 'compose';
    const language = languageOf(decodeURIComponent(this.uri.replace(/^.*\//, '')));
    return language === 'dockerignore' ? null : language;
  }

  /** @param path workspace-relative; null outside any folder */
  parsed(path: string | null, language: Language, shell: ShellParser | null): SourceDocument {
    if (!this.source || this.sourceShell !== shell || this.source.path !== path) {
      this.source = new SourceDocument(path, language, this.getText(), shell);
      this.sourceShell = shell;
    }
    return this.source;
  }
}
