import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** The first folder of the workspace: a copy made for this run, so tests may write in it. */
export function workspaceRoot(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The suite needs a folder to be open.');
  return folder.uri;
}

/** A file of the workspace, shown in a tab of its own: a preview would be replaced by the next, and its findings with it. */
export async function showFile(path: string, root = workspaceRoot()): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path)), { preview: false });
}

/** Writes files into a new folder of the workspace and returns that folder. */
export async function newFolder(files: Readonly<Record<string, string>>, root = workspaceRoot()): Promise<vscode.Uri> {
  const folder = vscode.Uri.joinPath(root, `made-by-test-${randomUUID().slice(0, 8)}`);
  for (const [path, text] of Object.entries(files)) await writeText(vscode.Uri.joinPath(folder, path), text);
  return folder;
}

export async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

export async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(() => true, () => false);
}

/** Closes every editor without asking; what was not saved is given up. */
export async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter((one) => one.isDirty && !isUserSettings(one))) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** VS Code writes a setting through a document that it saves a moment later; no test has it open. */
function isUserSettings({ uri }: vscode.TextDocument): boolean {
  return uri.path.endsWith('/User/settings.json');
}
