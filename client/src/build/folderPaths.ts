import * as vscode from 'vscode';

/** The file that a path means which is absolute, of this system or another, or relative to a folder. */
export function fileIn(folder: vscode.Uri, path: string): vscode.Uri {
  return /^(?:[\\/]|[A-Za-z]:)/.test(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(folder, path);
}

/** The path of a file relative to a folder, with `/`; null where it lies elsewhere. */
export function pathIn(folder: vscode.Uri, { path }: vscode.Uri): string | null {
  const root = `${folder.path.replace(/\/$/, '')}/`;
  return path.startsWith(root) ? path.slice(root.length) : null;
}
