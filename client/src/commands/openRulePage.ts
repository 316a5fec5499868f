import * as vscode from 'vscode';

/** Shows the page that explains a rule, from the extension's own folder: no network needed. */
export async function openRulePage(extension: vscode.ExtensionContext, rule: string | undefined): Promise<void> {
  // The id becomes part of a path: nothing but the words that ids are made of may pass.
  if (!rule || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(rule)) throw new Error(vscode.l10n.t('there is no such rule'));
  const page = vscode.Uri.joinPath(extension.extensionUri, 'server', 'docs', 'rules', `${rule}.md`);
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
