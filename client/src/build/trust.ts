import * as vscode from 'vscode';

/** False, with a word about it, where nothing may be started: a build runs whatever the files of the workspace say. */
export function mayBuild(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t('A build runs commands from the files of this workspace, so Drydock builds only once you trust it.');
  void vscode.window.showWarningMessage(message, manage).then((picked) => {
    if (picked === manage) void vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
