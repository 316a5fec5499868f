import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type TextDocuments,
} from 'vscode-languageserver';
import type { Checker } from './checker.ts';
import { toDiagnostic, type DiagnosticPlaces } from './convert.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';

/** How long to wait after a keystroke before pushing, in milliseconds; clients that pull decide for themselves. */
const PUSH_DELAY = 200;

export interface DiagnosticsContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<OpenDocument>;
  readonly checker: Checker;
  placesOf(document: OpenDocument, checked: CheckedVersion): DiagnosticPlaces;
  /** Grows whenever something else that messages tell is different. */
  generation(): number;
}

/** Answers pulls: `unchanged` costs nothing where neither text, settings nor project moved. */
export function servePull({ connection, documents, checker, placesOf, generation }: DiagnosticsContext): void {
  connection.languages.diagnostics.on(async (params, token): Promise<DocumentDiagnosticReport> => {
    const document = documents.get(params.textDocument.uri);
    if (!document?.language) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const checked = await checker.check(document, token);
    // An empty answer would wipe findings off the screen for a moment: the client is told to ask again instead.
    if (!checked) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The document changed meanwhile.', { retriggerRequest: true });
    const resultId = `${checked.stamp}:${generation()}`;
    if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return {
      kind: DocumentDiagnosticReportKind.Full,
      resultId,
      items: toDiagnostics(checked, placesOf(document, checked)),
    };
  });
}

/** For clients without pull only: both together would show everything twice. */
export class Pusher {
  private timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly context: DiagnosticsContext) {
    context.documents.onDidChangeContent(({ document }) => this.schedule(document.uri, document.checked ? PUSH_DELAY : 0));
    context.documents.onDidClose(({ document }) => {
      clearTimeout(this.timers.get(document.uri));
      this.timers.delete(document.uri);
      void context.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
  }

  refreshAll(): void {
    for (const { uri } of this.context.documents.all()) this.schedule(uri, 0);
  }

  private schedule(uri: string, delay: number): void {
    clearTimeout(this.timers.get(uri));
    this.timers.set(uri, setTimeout(() => void this.push(uri), delay));
  }

  private async push(uri: string): Promise<void> {
    const { documents, checker, connection, placesOf } = this.context;
    this.timers.delete(uri);
    const document = documents.get(uri);
    if (!document) return;
    try {
      const checked = await checker.check(document);
      if (!checked || document.isClosed) return;
      const diagnostics = toDiagnostics(checked, placesOf(document, checked));
      await connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    } catch (error) {
      connection.console.error(`Checking ${uri} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function toDiagnostics({ findings }: Pick<CheckedVersion, 'findings'>, places: DiagnosticPlaces): Diagnostic[] {
  return findings.map((finding) => toDiagnostic(finding, places));
}
