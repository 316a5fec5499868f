import * as vscode from 'vscode';

/** What the editor calls a workspace folder, given its URI; the folder's own name where it is no longer in the workspace. */
export function folderName(folder: string): string {
  const uri = vscode.Uri.parse(folder);
  return vscode.workspace.getWorkspaceFolder(uri)?.name ?? uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
