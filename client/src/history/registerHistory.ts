import type * as vscode from 'vscode';
import type { CommandContext } from '../commands/index.ts';
import { CompareBuilds } from './compareBuilds.ts';
import { HistoryActions } from './historyActions.ts';
import type { HistoryNode } from './historyModel.ts';
import { HistoryView } from './historyView.ts';

/** Registers a command whose errors are logged and told. */
type Register = (command: string, run: (...args: never[]) => unknown) => unknown;

/** What whoever builds tells the history. */
export interface History {
  /** A build has ended and may be in the history. */
  buildEnded(): void;
}

/** The view of builds, its menus, and the page that compares two of them. */
export function registerHistory(extension: vscode.ExtensionContext, context: CommandContext, register: Register): History {
  const view = new HistoryView(context, extension.workspaceState);
  const actions = new HistoryActions(view, context);
  const comparison = new CompareBuilds(extension.extensionUri, context, view);
  extension.subscriptions.push(view, comparison);
  register('drydock.compareBuilds', (folder?: string, before?: string | null, after?: string) => comparison.run(folder, before, after));
  register('drydock.showHistory', () => view.show());
  register('drydock.history.refresh', () => view.refresh());
  register('drydock.history.open', (node?: HistoryNode) => actions.open(node));
  register('drydock.history.comparePrevious', (node?: HistoryNode) => actions.comparePrevious(node));
  register('drydock.history.compareSelected', (node?: HistoryNode, nodes?: HistoryNode[]) => actions.compareSelected(node, nodes));
  register('drydock.history.selectForCompare', (node?: HistoryNode) => actions.selectForCompare(node));
  register('drydock.history.compareWithSelected', (node?: HistoryNode) => actions.compareWithSelected(node));
  register('drydock.history.rebuild', (node?: HistoryNode) => actions.rebuild(node));
  register('drydock.history.copyId', (node?: HistoryNode) => actions.copyId(node));
  register('drydock.history.delete', (node?: HistoryNode, nodes?: HistoryNode[]) => actions.delete(node, nodes));
  register('drydock.history.clear', (node?: HistoryNode) => actions.clear(node));
  return view;
}
