import * as vscode from 'vscode';
import type { ScanWorkspaceParams, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from './index.ts';

let scans = 0;

/** Checks every Docker file of the workspace; findings go to Problems, what was left out is named in the log. */
export async function scanWorkspace({ server, output, scanResults, status }: CommandContext): Promise<ScanWorkspaceResult | undefined> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder to scan it.'));
    return undefined;
  }
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Drydock: scanning'), cancellable: true };
  const result = await vscode.window.withProgress(options, async (progress, cancellation) => {
    const workDoneToken = `drydock-scan-${++scans}`;
    const isBusy = status.busy();
    let reached = 0;
    let subscription: vscode.Disposable | undefined;
    try {
      subscription = await server.onProgress(workDoneToken, ({ message, percentage = reached }) => {
        progress.report({ message, increment: percentage - reached });
        reached = percentage;
      });
      const params: ScanWorkspaceParams = { workDoneToken };
      return await server.request<ScanWorkspaceResult>('drydock/scanWorkspace', params, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
    } finally {
      subscription?.dispose();
      isBusy.dispose();
    }
  });
  if (!result || result.cancelled) {
    output.info('Scan cancelled.');
    return result;
  }
  scanResults.show(result);
  report(result, output);
  return result;
}

function report({ files, skipped, milliseconds }: ScanWorkspaceResult, output: vscode.LogOutputChannel): void {
  const findings = files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  output.info(`Scanned ${files.length} files in ${Math.round(milliseconds)} ms: ${findings} findings.`);
  for (const { uri, reason } of skipped) output.warn(`${vscode.Uri.parse(uri).fsPath}: ${reason}`);
  const summary = vscode.l10n.t('Drydock: {0} findings in {1} files', findings, files.length);
  vscode.window.setStatusBarMessage(skipped.length > 0 ? vscode.l10n.t('{0}, {1} left out (see output)', summary, skipped.length) : summary, 8000);
  if (findings > 0) void vscode.commands.executeCommand('workbench.panel.markers.view.focus');
}
