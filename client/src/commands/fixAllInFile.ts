import * as vscode from 'vscode';
import type { FixFileParams, FixFileResult } from '../../../server/src/protocol.ts';
import { toRange } from '../convertDiagnostics.ts';
import { isDockerDocument } from '../dockerDocuments.ts';
import type { CommandContext } from './index.ts';

/** Applies every safe fix to the active file, as one step that undo takes back. */
export async function fixAllInFile({ server }: CommandContext): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isDockerDocument(document)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile or compose file to fix it.'));
    return;
  }
  const params: FixFileParams = { uri: document.uri.toString() };
  const result = await server.request<FixFileResult | null>('drydock/fixFile', params);
  if (!result) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The file could not be checked and was left as it is: try again, or see the output.'));
    return;
  }
  if (result.version !== document.version) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The file changed meanwhile and was left as it is: run Fix All again.'));
    return;
  }
  if (result.edits.length > 0) {
    const edit = new vscode.WorkspaceEdit();
    const edits = result.edits.map(({ range, newText }) => vscode.TextEdit.replace(toRange(range), newText));
    edit.set(document.uri, edits);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('the editor refused the edit'));
  }
  vscode.window.setStatusBarMessage(
    result.fixed === 0
      ? vscode.l10n.t('Drydock: nothing to fix safely, {0} findings left', result.left)
      : vscode.l10n.t('Drydock: {0} fixed, {1} findings left', result.fixed, result.left),
    5000,
  );
}
