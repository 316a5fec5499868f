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
  /** Work that is under way and takes longer than a check. */
  private working = 0;

  constructor(private readonly server: Pick<ServerConnection, 'onChecked' | 'onState' | 'state'>) {
    this.item.name = 'Drydock';
    this.item.text = 'Drydock';
    this.subscriptions = [
      server.onChecked((check) => {
        this.checks.set(vscode.Uri.parse(check.uri).toString(), check);
        this.update();
      }),
      server.onState(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.checks.delete(uri.toString())),
    ];
    this.update();
  }

  /** Shows that something is under way, until what it returns is disposed of. */
  busy(): vscode.Disposable {
    this.working++;
    this.update();
    return new vscode.Disposable(() => {
      this.working--;
      this.update();
    });
  }

  dispose(): void {
    this.item.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const { state } = this.server;
    this.item.busy = state === 'starting' || this.working > 0;
    if (state === 'failed') {
      this.item.severity = vscode.LanguageStatusSeverity.Error;
      this.item.detail = vscode.l10n.t('not running');
      this.item.command = { title: vscode.l10n.t('Restart Server'), command: 'drydock.restartServer' };
      return;
    }
    this.item.command = { title: vscode.l10n.t('Show Output'), command: 'drydock.showOutput' };
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    this.show(uri ? this.checks.get(uri) : undefined);
  }

  private show(check: CheckedParams | undefined): void {
    const slow = check !== undefined && check.milliseconds > SLOW_CHECK;
    this.item.severity = slow || check?.skipped ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    // Of a file that was not checked yet nothing is known, least of all what the one before had.
    this.item.detail = check && (check.skipped ?? countOf(check, slow));
  }
}

function countOf({ findings, milliseconds }: CheckedParams, slow: boolean): string {
  if (slow) return vscode.l10n.t('{0} findings; the check took {1} ms', findings, Math.round(milliseconds));
  return findings === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', findings);
}
