import * as vscode from 'vscode';

export interface ManyQuestion {
  readonly title: string;
  readonly placeholder: string;
}

/**
 * Lets a person tick several items; undefined where the list is closed. Enter takes what is ticked, and where nothing is, the item that is
 * marked: who types a name and presses Enter means it.
 */
export function pickMany<Item extends vscode.QuickPickItem>(items: readonly Item[], { title, placeholder }: ManyQuestion): Promise<readonly Item[] | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.placeholder = placeholder;
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.items = items;
  list.selectedItems = items.filter(({ picked }) => picked);
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems.length > 0 ? list.selectedItems : list.activeItems);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
