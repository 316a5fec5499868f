import * as vscode from 'vscode';
import type { ExportScanResult, ScanExportFormat } from '../../../server/src/protocol.ts';
import { askWithProgress } from '../scan/runScan.ts';
import type { CommandContext } from './index.ts';

const EXTENSIONS: Readonly<Record<ScanExportFormat, string>> = { markdown: 'md', html: 'html', json: 'json', sarif: 'sarif' };

/** Writes the report of the workspace as it is now to a file that a person names. */
export async function exportScan(context: CommandContext): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const format = folder && (await askFormat());
  if (!folder || !format) return;
  const request = { method: 'drydock/exportScan', title: vscode.l10n.t('Drydock: scanning') };
  const result = await askWithProgress<ExportScanResult>(context, request, { format });
  if (!result) return;
  const extension = EXTENSIONS[format];
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `drydock-scan.${extension}`),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
  const open = vscode.l10n.t('Open');
  const picked = await vscode.window.showInformationMessage(vscode.l10n.t('The report was written to {0}.', vscode.workspace.asRelativePath(target)), open);
  if (picked === open) await vscode.commands.executeCommand('vscode.open', target);
}

async function askFormat(): Promise<ScanExportFormat | undefined> {
  const items: { label: string; detail: string; format: ScanExportFormat }[] = [
    { label: 'Markdown', detail: vscode.l10n.t('For people: reviews, issues and wikis'), format: 'markdown' },
    { label: 'HTML', detail: vscode.l10n.t('One page for a browser, which needs nothing else'), format: 'html' },
    { label: 'SARIF', detail: vscode.l10n.t('For code scanning and viewers of its findings'), format: 'sarif' },
    { label: 'JSON', detail: vscode.l10n.t('All data of the scan, for programs'), format: 'json' },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export Scan Report'), placeHolder: vscode.l10n.t('What to write') });
  return picked?.format;
}
