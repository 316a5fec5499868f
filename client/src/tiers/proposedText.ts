import * as vscode from 'vscode';

const SCHEME = 'drydock-proposed';

/** Texts that exist only to be compared with a file. */
export class ProposedText implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly onDidChange = this.changed.event;

  /** @returns the address of the document's text with the edits made; a later call replaces it */
  show(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): vscode.Uri {
    const uri = document.uri.with({ scheme: SCHEME, query: document.uri.scheme });
    this.texts.set(uri.toString(), withEdits(document, edits));
    this.changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** Last one first, so that the places of the others stay. */
function withEdits(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): string {
  let text = document.getText();
  const placed = edits.map(({ range, newText }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), newText }));
  for (const { start, end, newText } of placed.sort((a, b) => b.start - a.start)) text = text.slice(0, start) + newText + text.slice(end);
  return text;
}
