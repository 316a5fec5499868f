import * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../server/src/protocol.ts';
import { toVscodeDiagnostic } from './convertDiagnostics.ts';

/**
 * Findings of files that are not open, after a scan. An open document's findings come from the server as it changes,
 * so its entry here is hidden while it is open: nothing shows twice.
 */
export class ScanResults implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('drydock-scan');
  private readonly found = new Map<string, vscode.Diagnostic[]>();
  private readonly subscriptions = [
    vscode.workspace.onDidOpenTextDocument(({ uri }) => this.collection.delete(uri)),
    // What was found may be stale after an edit; the next scan tells.
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.found.delete(document.uri.toString())),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const diagnostics = this.found.get(uri.toString());
      if (diagnostics) this.collection.set(uri, diagnostics);
    }),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.forget(uri))),
  ];

  show(result: ScanWorkspaceResult): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    this.collection.clear();
    this.found.clear();
    for (const { uri: text, diagnostics } of result.files) {
      const uri = vscode.Uri.parse(text);
      const converted = diagnostics.map(toVscodeDiagnostic);
      this.found.set(uri.toString(), converted);
      if (!open.has(uri.toString()) && converted.length > 0) this.collection.set(uri, converted);
    }
  }

  dispose(): void {
    this.collection.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(uri: vscode.Uri): void {
    this.found.delete(uri.toString());
    this.collection.delete(uri);
  }
}
