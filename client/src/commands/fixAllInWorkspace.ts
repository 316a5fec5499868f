import * as vscode from 'vscode';
import type { FixWorkspaceResult, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import { askWithProgress, findingsIn, runScan } from '../scan/runScan.ts';
import type { ScanReports } from '../scan/scanReports.ts';
import { changedFiles, withoutFiles } from '../scan/unchangedFiles.ts';
import type { CommandContext } from './index.ts';

/** Makes all safe fixes of the workspace as one edit, after a person looked through it, and tells what is left. */
export async function fixAllInWorkspace(context: CommandContext, reports: ScanReports): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder to fix its files.'));
    return;
  }
  const { output, server } = context;
  const request = { method: 'drydock/fixWorkspace', title: vscode.l10n.t('Drydock: looking for safe fixes') };
  const result = await askWithProgress<FixWorkspaceResult>(context, request);
  if (!result) return;
  for (const { uri, reason } of result.skipped) output.warn(`${vscode.Uri.parse(uri).fsPath}: ${reason}`);
  const before = Object.values(result.findings).reduce((sum, count) => sum + count, 0);
  const changed = await changedFiles(result.files);
  for (const uri of changed) output.warn(`${vscode.Uri.parse(uri).fsPath}: The file changed meanwhile and was left as it is.`);
  const files = result.files.filter(({ uri }) => !changed.has(uri));
  if (!result.edit || files.length === 0) {
    void vscode.window.showInformationMessage(
      changed.size > 0
        ? vscode.l10n.t('The files changed meanwhile and were left as they are: run Fix All in Workspace again.')
        : vscode.l10n.t('Nothing can be fixed safely without you: {0} findings are left.', before),
    );
    return;
  }
  const edit = await server.toEdit(withoutFiles(result.edit, changed));
  // Who looks through the preview may discard it.
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
  const after = await runScan(context, { written: files.map(({ uri }) => uri) }, reports.follower);
  if (!after) return;
  reports.update(after);
  tell(context, { result, after, before, changed: changed.size });
}

interface Done {
  readonly result: FixWorkspaceResult;
  readonly after: ScanWorkspaceResult;
  readonly before: number;
  readonly changed: number;
}

/** What a person unticked was not fixed: only another look at the files tells. */
function tell({ output }: CommandContext, { result, after, before, changed }: Done): void {
  const left = findingsIn(after);
  const now = new Map(after.overview.rules.map(({ rule, findings }) => [rule, findings]));
  for (const [rule, count] of Object.entries(result.findings)) {
    const fixed = count - (now.get(rule) ?? 0);
    if (fixed > 0) output.info(`${rule}: ${fixed} fixed, ${count - fixed} left`);
  }
  const summary = vscode.l10n.t('Drydock: {0} findings fixed, {1} left', Math.max(0, before - left), left);
  void vscode.window.showInformationMessage(
    changed > 0 ? vscode.l10n.t('{0}. Left alone, since they changed meanwhile (see output): {1}.', summary, changed) : `${summary}.`,
  );
}
