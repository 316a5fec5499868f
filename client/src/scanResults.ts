import * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../server/src/protocol.ts';
import { toVscodeDiagnostic } from './convertDiagnostics.ts';
import { isDockerDocument } from './dockerDocuments.ts';
import { StaleFiles } from './staleFiles.ts';

/** Findings that are handed to the editor at a time: some twenty milliseconds of work for it. */
const AT_A_TIME = 2_000;

type Found = Pick<ScanWorkspaceResult['files'][number], 'uri' | 'diagnostics'>;

/**
 * Findings of files that are not open, after a scan. The findings of a Docker document in a tab come from the server as it
 * changes, so its entry here is hidden meanwhile: nothing shows twice. The editor keeps documents without a tab as well, for
 * minutes after it was closed or because somebody reads them: those are not checked, and their entries stay.
 */
export class ScanResults implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('drydock-scan');
  private readonly found = new Map<string, vscode.Diagnostic[]>();
  /** What is still to be shown. */
  private waiting = new Map<string, Found['diagnostics']>();
  /** What was found may be stale after an edit; the next scan tells. */
  private readonly stale = new StaleFiles(() => [...this.found.keys(), ...this.waiting.keys()], (uri) => this.forget(uri));
  private readonly subscriptions = [
    vscode.workspace.onDidOpenTextDocument(({ uri }) => this.update(uri)),
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => [...opened, ...closed].flatMap(urisOf).forEach((uri) => this.update(uri))),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.update(uri)),
    this.stale,
  ];

  /** All at once, or by and by where they are many: resolves when all are shown, or others are. */
  async show({ files }: { readonly files: readonly Found[] }): Promise<void> {
    this.collection.clear();
    this.found.clear();
    const waiting = new Map(files.flatMap(({ uri, diagnostics }) => (diagnostics.length > 0 ? [[vscode.Uri.parse(uri).toString(), diagnostics]] : [])));
    this.waiting = waiting;
    this.stale.watch();
    let handed = 0;
    for (const [uri, diagnostics] of waiting) {
      if (handed >= AT_A_TIME) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (this.waiting !== waiting) return;
        handed = 0;
        if (!waiting.has(uri)) continue;
      }
      waiting.delete(uri);
      this.found.set(uri, diagnostics.map(toVscodeDiagnostic));
      this.update(vscode.Uri.parse(uri));
      handed += diagnostics.length;
    }
  }

  dispose(): void {
    this.waiting = new Map();
    this.collection.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Shows or hides what was found in one file. */
  private update(uri: vscode.Uri): void {
    const diagnostics = this.found.get(uri.toString());
    if (!diagnostics) return;
    if (isCheckedByServer(uri.toString())) this.collection.delete(uri);
    else this.collection.set(uri, diagnostics);
  }

  private forget(uri: vscode.Uri): void {
    this.found.delete(uri.toString());
    this.waiting.delete(uri.toString());
    this.collection.delete(uri);
  }
}

function isCheckedByServer(uri: string): boolean {
  // What is open as plain text has no findings from the server.
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri && isDockerDocument(document));
  return isOpen && vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => urisOf(tab).some((shown) => shown.toString() === uri)));
}

/** The files that a tab shows: one, or both sides of a comparison. */
function urisOf({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}
