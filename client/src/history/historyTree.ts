import * as vscode from 'vscode';
import type { BuildsResult } from '../../../server/src/protocol.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { ageText, timeText } from './builtAt.ts';
import { folderName } from './folderName.ts';
import { childrenOf, historyOf, rootsOf, type BuildNode, type FolderNode, type GroupNode, type HistoryNode } from './historyModel.ts';
import { buildLabel, buildText, buildTooltip, groupLabel, stateOf, trendText, trendTooltip } from './historyWords.ts';

/** The builds of the workspace by service. The editor asks for children only while somebody sees the view, so nothing is read before. */
export class HistoryTree implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private roots: Promise<readonly HistoryNode[]> | null = null;

  /** @param ask never rejects: null where the builds could not be read, and whoever asks says so */
  constructor(private readonly ask: () => Promise<BuildsResult | null>) {}

  /** Reads the builds anew, once somebody sees them. */
  refresh(): void {
    this.roots = null;
    this.redraw();
  }

  /** Says anew how long ago builds were. */
  redraw(): void {
    this.changed.fire(undefined);
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node) return [...childrenOf(node)];
    this.roots ??= this.ask().then((result) => (result === null ? [] : rootsOf(historyOf(result))));
    return [...(await this.roots)];
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    if (node.kind === 'folder') return folderItem(node);
    return node.kind === 'group' ? groupItem(node) : buildItem(node);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function folderItem({ key, folder }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(shownText(folderName(folder)), vscode.TreeItemCollapsibleState.Expanded);
  return Object.assign(item, { id: key, contextValue: 'folder', iconPath: new vscode.ThemeIcon('root-folder') });
}

function groupItem(group: GroupNode): vscode.TreeItem {
  const [last, ...before] = group.builds;
  const item = new vscode.TreeItem(shownText(group.name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = group.key;
  item.description = trendText(group);
  item.tooltip = trendTooltip(group);
  item.contextValue = before.length > 0 ? 'group before' : 'group';
  item.iconPath = last && stateOf(last) === 'failed' ? iconOf('failed') : new vscode.ThemeIcon('package');
  item.accessibilityInformation = { label: groupLabel(group) };
  return item;
}

function buildItem(node: BuildNode): vscode.TreeItem {
  const { entry, folder } = node;
  const now = Date.now();
  const item = new vscode.TreeItem(ageText(entry.startedAt, now, vscode.env.language), vscode.TreeItemCollapsibleState.None);
  item.id = node.key;
  item.description = buildText(node);
  item.tooltip = buildTooltip(node);
  item.contextValue = node.before === null ? 'build' : 'build before';
  item.iconPath = iconOf(stateOf(node));
  item.accessibilityInformation = { label: buildLabel(node, now) };
  item.command = {
    command: 'drydock.showTimeline',
    title: vscode.l10n.t('Open Timeline'),
    tooltip: timeText(entry.startedAt, vscode.env.language),
    arguments: [{ folder, id: entry.id }],
  };
  return item;
}

/** The shapes and colours that the editor has for tests: the shape alone says it too. */
function iconOf(state: string): vscode.ThemeIcon {
  if (state === 'done') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  if (state === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
  if (state === 'cancelled') return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconSkipped'));
  return new vscode.ThemeIcon('circle-outline', new vscode.ThemeColor('testing.iconUnset'));
}
