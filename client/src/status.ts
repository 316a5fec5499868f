import * as vscode from 'vscode';
import type { CheckedParams } from '../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from './dockerDocuments.ts';
import type { ServerConnection } from './languageClient.ts';

/** A check that takes longer, in milliseconds, is worth a word: typing would feel it. */
const SLOW_CHECK = 500;

/** The language status item: shows for Docker files only, says what the last check found and whether it was slow. */
export class CheckStatus implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('drydock.status', DOCUMENT_SELECTOR as vscode.DocumentFilter[]);
  private readonly checks = new Map<string, CheckedParams>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(server: ServerConnection) {
    this.item.name = 'Drydock';
    this.item.text = 'Drydock';
    this.item.command = { title: vscode.l10n.t('Show Output'), command: 'drydock.showOutput' };
    this.subscriptions = [
      server.onChecked((check) => {
        this.checks.set(vscode.Uri.parse(check.uri).toString(), check);
        this.update();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.checks.delete(uri.toString())),
    ];
  }

  dispose(): void {
    this.item.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const check = uri ? this.checks.get(uri) : undefined;
    if (!check) return;
    const slow = check.milliseconds > SLOW_CHECK;
    this.item.severity = slow || check.skipped ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.item.detail =
      check.skipped ??
      (slow
        ? vscode.l10n.t('{0} findings; the check took {1} ms', check.findings, Math.round(check.milliseconds))
        : check.findings === 1
          ? vscode.l10n.t('1 finding')
          : vscode.l10n.t('{0} findings', check.findings));
  }
}
