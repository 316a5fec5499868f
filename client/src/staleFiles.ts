import * as vscode from 'vscode';

/** Files that have findings, whatever they are called by. */
const DOCKER_FILES = '**/*{ockerfile,ontainerfile,ompose,ockerignore}*';

/** Tells when what was found in a file is no longer about its text: it was edited, changed on disk, renamed or deleted, or is in no folder any more. */
export class StaleFiles implements vscode.Disposable {
  private watcher: vscode.FileSystemWatcher | null = null;
  private readonly subscriptions: vscode.Disposable[] = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.forget(document.uri);
    }),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.forgetBelow(uri))),
    vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.forgetBelow(oldUri))),
    vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => removed.forEach(({ uri }) => this.forgetBelow(uri))),
  ];

  /**
   * @param kept the URIs of the files that something is known of
   * @param forget is told files that nothing is known of as well
   */
  constructor(
    private readonly kept: () => Iterable<string>,
    private readonly forget: (uri: vscode.Uri) => void,
  ) {}

  /** Files change outside of the editor too. Nobody watches before there is something to forget. */
  watch(): void {
    if (this.watcher) return;
    this.watcher = vscode.workspace.createFileSystemWatcher(DOCKER_FILES, true);
    this.subscriptions.push(this.watcher, this.watcher.onDidChange((uri) => this.changedOnDisk(uri)), this.watcher.onDidDelete((uri) => this.forgetBelow(uri)));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** An open document tells of its own changes: that it was saved is none. */
  private changedOnDisk(uri: vscode.Uri): void {
    if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) this.forget(uri);
  }

  /** A file, or all of a folder. */
  private forgetBelow(uri: vscode.Uri): void {
    const base = uri.toString();
    for (const key of [...this.kept()]) if (key === base || key.startsWith(`${base}/`)) this.forget(vscode.Uri.parse(key));
  }
}
