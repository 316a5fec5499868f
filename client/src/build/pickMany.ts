import * as vscode from 'vscode';

export interface ManyQuestion {
  readonly title: string;
  readonly placeholder: string;
}

/**
 * Lets a person tick several items; undefined where the list is closed. Enter takes what is ticked; where nothing is, the item that is marked, or
 * the only one that has in its label what was typed: who types a name and presses Enter means it.
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
      const meant = meantBy(list);
      if (meant.length === 0) return;
      resolve(meant);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

/** A list of many marks nothing by itself, not even what is left of it. */
function meantBy<Item extends vscode.QuickPickItem>({ selectedItems, activeItems, items, value }: vscode.QuickPick<Item>): readonly Item[] {
  if (selectedItems.length > 0) return selectedItems;
  if (activeItems.length > 0) return activeItems;
  const typed = value.trim().toLowerCase();
  const left = items.filter(({ label, kind }) => kind !== vscode.QuickPickItemKind.Separator && label.toLowerCase().includes(typed));
  return typed !== '' && left.length === 1 ? left : [];
}
