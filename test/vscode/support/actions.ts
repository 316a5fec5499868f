import * as vscode from 'vscode';

/** What the light bulb offers for a range, in its order. */
export async function actionsAt(document: vscode.TextDocument, range: vscode.Range, kind?: string): Promise<vscode.CodeAction[]> {
  const command = 'vscode.executeCodeActionProvider';
  const offered = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(command, document.uri, range, kind, 50);
  return offered.filter((action): action is vscode.CodeAction => !('command' in action && typeof action.command === 'string'));
}

/** The action with a title; fails with the titles there are. */
export function titled(actions: readonly vscode.CodeAction[], title: string): vscode.CodeAction {
  const found = actions.find((action) => action.title === title);
  if (!found) throw new Error(`No action "${title}" among:\n${actions.map((action) => action.title).join('\n')}`);
  return found;
}

/** Does what choosing an action in the light bulb does. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  if (action.edit && !(await vscode.workspace.applyEdit(action.edit))) throw new Error(`VS Code refused the edit of "${action.title}".`);
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}
