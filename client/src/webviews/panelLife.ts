import type * as vscode from 'vscode';

/** The life of a page's panel: it is closed once, by a person or by us, and what listens for it goes with it. */
export class PanelLife<Message> implements vscode.Disposable {
  private readonly parts: vscode.Disposable[] = [];
  private isOver = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly onClosed: () => void,
  ) {
    this.add(panel.onDidDispose(() => this.dispose()));
  }

  /** Goes with the panel. */
  add(...parts: readonly vscode.Disposable[]): void {
    this.parts.push(...parts);
  }

  /** An answer may come when the panel is closed already; a closed panel throws. */
  tell(message: Message): void {
    if (!this.isOver) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const part of this.parts.splice(0)) part.dispose();
    this.panel.dispose();
    this.onClosed();
  }
}
