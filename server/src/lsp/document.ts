import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { SourceDocument } from '../core/engine/document.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import type { Language } from '../core/engine/rule.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';

/** The findings of one version, with what they were computed from: another stamp means another check. */
export interface CheckedVersion {
  readonly stamp: string;
  readonly source: SourceDocument;
  readonly findings: readonly Finding[];
  /** What the project said of the file when it was checked; null where it says nothing. */
  readonly project: ProjectView | null;
  /** The same check for a later text of the same document, as fix-all needs it. */
  readonly check: (version: SourceDocument) => readonly Finding[];
}

/** Views of what a file once was: its findings are no task for anybody, and stand beside those of the file itself. */
const OLD_VERSIONS = /^(?:git|gitlens|gitfs|github-?pr|pr|review|vscode-local-history|vscode-timeline|timeline|merge-conflict\.conflict-diff|svn|hg|output|vscode-scm)$/;

/** Documents opened so far: tells one that was closed and opened again from the one before. */
let opened = 0;

/** An open document that owns its parse: an edit makes a new one, so nobody parses the same version twice. */
export class OpenDocument {
  private source: SourceDocument | null = null;
  private sourceShell: ShellParser | null = null;
  checked: CheckedVersion | null = null;
  /** A check that was under way when it was closed is worth nothing. */
  isClosed = false;
  /** Differs between two documents, even of one URI and version. */
  readonly id = ++opened;
  /** Read from URI and language id, which never change. */
  private readonly knownLanguage: Language | null;

  private constructor(private text: TextDocument) {
    this.knownLanguage = languageOfDocument(text.uri, text.languageId);
  }

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

  /** Null for a document that is none of ours, such as a YAML file that is no compose file. */
  get language(): Language | null {
    return this.knownLanguage;
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

/** The language that somebody chose counts, but for names that are code and templates under every editor's name patterns. */
function languageOfDocument(uri: string, languageId: string): Language | null {
  const { scheme, path } = URI.parse(uri);
  if (OLD_VERSIONS.test(scheme)) return null;
  const byName = languageOf(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (languageId === 'dockerfile') return byName === null && /^(?:docker|container)file[.\-_]/i.test(name) ? null : 'dockerfile';
  if (languageId === 'dockercompose') return 'compose';
  return byName;
}
