import * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../server/src/protocol.ts';
import { toVscodeDiagnostic } from './convertDiagnostics.ts';
import { isDockerDocument } from './dockerDocuments.ts';

/**
 * Findings of files that are not open, after a scan. An open document's findings come from the server as it changes,
 * so its entry here is hidden while it is open: nothing shows twice.
 */
export class ScanResults implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('drydock-scan');
  private readonly found = new Map<string, vscode.Diagnostic[]>();
  private watcher: vscode.FileSystemWatcher | null = null;
  private readonly subscriptions = [
    vscode.workspace.onDidOpenTextDocument((document) => {
      // What is open as plain text has no findings from the server.
      if (isDockerDocument(document)) this.collection.delete(document.uri);
    }),
    // What was found may be stale after an edit; the next scan tells.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.forget(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const diagnostics = this.found.get(uri.toString());
      if (diagnostics) this.collection.set(uri, diagnostics);
    }),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.forgetBelow(uri))),
    vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.forgetBelow(oldUri))),
    vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => removed.forEach(({ uri }) => this.forgetBelow(uri))),
  ];

  show(result: ScanWorkspaceResult): void {
    const open = new Set(vscode.workspace.textDocuments.filter(isDockerDocument).map(({ uri }) => uri.toString()));
    this.collection.clear();
    this.found.clear();
    for (const { uri: text, diagnostics } of result.files) {
      const uri = vscode.Uri.parse(text);
      const converted = diagnostics.map(toVscodeDiagnostic);
      if (converted.length === 0) continue;
      this.found.set(uri.toString(), converted);
      if (!open.has(uri.toString())) this.collection.set(uri, converted);
    }
    this.watch();
  }

  dispose(): void {
    this.collection.dispose();
    this.watcher?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Files change outside of the editor too. Nobody watches before there is something to forget. */
  private watch(): void {
    if (this.watcher) return;
    this.watcher = vscode.workspace.createFileSystemWatcher('**/*{ockerfile,ontainerfile,compose}*', true);
    this.subscriptions.push(this.watcher.onDidChange((uri) => this.forget(uri)), this.watcher.onDidDelete((uri) => this.forgetBelow(uri)));
  }

  private forget(uri: vscode.Uri): void {
    this.found.delete(uri.toString());
    this.collection.delete(uri);
  }

  /** A file, or all of a folder. */
  private forgetBelow(uri: vscode.Uri): void {
    const base = uri.toString();
    for (const key of [...this.found.keys()]) if (key === base || key.startsWith(`${base}/`)) this.forget(vscode.Uri.parse(key));
  }
}
