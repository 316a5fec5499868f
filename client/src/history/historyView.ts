import * as vscode from 'vscode';
import type { BuildsParams, BuildsResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import { rootsOf, historyOf, type BuildNode, type HistoryNode } from './historyModel.ts';
import { HistoryTree } from './historyTree.ts';
import { KnownBuilds } from './knownBuilds.ts';

const VIEW = 'drydock.history';

/** How often it is said anew how long ago builds were, in milliseconds, while somebody sees it. */
const REDRAW = 60_000;

/** The view "Docker Builds". It costs nothing until somebody opens it. */
export class HistoryView implements vscode.Disposable {
  private readonly tree = new HistoryTree(() => this.read());
  private readonly view: vscode.TreeView<HistoryNode>;
  private readonly known: KnownBuilds;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: Pick<CommandContext, 'server' | 'output'>,
    memory: Pick<vscode.Memento, 'get' | 'update'>,
  ) {
    this.known = new KnownBuilds(memory);
    this.view = vscode.window.createTreeView(VIEW, { treeDataProvider: this.tree, canSelectMany: true, showCollapseAll: true });
    this.view.onDidChangeVisibility(({ visible }) => this.keepTime(visible));
  }

  /** The build that a command is meant for: where the menu was opened, else what is selected. */
  chosen(node?: HistoryNode, selected?: readonly HistoryNode[]): readonly BuildNode[] {
    const nodes = selected?.length ? selected : node ? [node] : this.view.selection;
    return nodes.filter((one) => one.kind === 'build');
  }

  /** A build has ended: cheap, since the view reads it when it is seen. */
  buildEnded(): void {
    void this.known.found();
    this.tree.refresh();
  }

  refresh(): void {
    this.tree.refresh();
  }

  /** All builds; null folder for those of all folders. Throws where the server cannot tell. */
  async builds(folder: string | null): Promise<BuildsResult> {
    const params: BuildsParams = { folder };
    const result = await this.context.server.request<BuildsResult>('drydock/builds', params);
    if (result.builds.length > 0) await this.known.found();
    else if (folder === null) this.known.gone();
    return result;
  }

  /** Shows the view; builds of the command line count too, and nobody has looked for them yet. */
  async show(): Promise<void> {
    const result = await this.builds(null);
    if (rootsOf(historyOf(result)).length === 0) {
      const build = vscode.l10n.t('Build Service');
      const picked = await vscode.window.showInformationMessage(vscode.l10n.t('Nothing has been built here yet.'), build);
      if (picked === build) await vscode.commands.executeCommand('drydock.buildService');
      return;
    }
    this.tree.refresh();
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  dispose(): void {
    clearInterval(this.timer);
    this.view.dispose();
    this.tree.dispose();
  }

  private async read(): Promise<BuildsResult | null> {
    try {
      const result = await this.builds(null);
      this.view.message = undefined;
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.context.output.error(`${VIEW}: ${reason}`);
      this.view.message = vscode.l10n.t('The builds could not be read: {0}', reason);
      return null;
    }
  }

  private keepTime(isVisible: boolean): void {
    clearInterval(this.timer);
    this.timer = isVisible ? setInterval(() => this.tree.redraw(), REDRAW) : undefined;
    if (isVisible) this.tree.redraw();
  }
}
