import * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import { findingsIn, runScan } from '../scan/runScan.ts';
import type { ScanReports } from '../scan/scanReports.ts';
import type { CommandContext } from './index.ts';

/** Checks every Docker file of the workspace: findings go to Problems, the rest is on the report page; what was left out is named in the log. */
export async function scanWorkspace(context: CommandContext, reports: ScanReports): Promise<ScanWorkspaceResult | undefined> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder to scan it.'));
    return undefined;
  }
  const result = await runScan(context, {}, reports.follower);
  if (!result) return undefined;
  tell(result, context.output);
  reports.show(result);
  return result;
}

function tell(result: ScanWorkspaceResult, output: vscode.LogOutputChannel): void {
  const { files, skipped, milliseconds } = result;
  const findings = findingsIn(result);
  output.info(`Scanned ${files.length} files in ${Math.round(milliseconds)} ms: ${findings} findings.`);
  for (const { uri, reason } of skipped) output.warn(`${vscode.Uri.parse(uri).fsPath}: ${reason}`);
  const summary = vscode.l10n.t('Drydock: {0} findings in {1} files', findings, files.length);
  vscode.window.setStatusBarMessage(skipped.length > 0 ? vscode.l10n.t('{0}, {1} left out (see output)', summary, skipped.length) : summary, 8000);
}
