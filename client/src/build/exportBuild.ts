import * as vscode from 'vscode';
import type { ExportBuildParams, ExportBuildResult, ExportFormat } from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../languageClient.ts';

/** A build of the history. */
export interface RecordedBuild {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly id: string;
}

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { html: 'html', json: 'json', perfetto: 'json' };

/** Writes a build to a file that a person names. @param format asked for where it is left out */
export async function exportBuild(server: Pick<ServerConnection, 'request'>, { folder, id }: RecordedBuild, format?: ExportFormat): Promise<void> {
  const chosen = format ?? (await askFormat());
  if (!chosen) return;
  const params: ExportBuildParams = { folder, id, format: chosen };
  const file = await server.request<ExportBuildResult | null>('drydock/exportBuild', params);
  if (!file) throw new Error(vscode.l10n.t('this build is no longer in the history'));
  const defaultUri = vscode.Uri.joinPath(vscode.Uri.parse(folder), file.fileName);
  const target = await vscode.window.showSaveDialog({ defaultUri, filters: { [chosen.toUpperCase()]: [EXTENSIONS[chosen]] } });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(file.text));
  const open = vscode.l10n.t('Open');
  const picked = await vscode.window.showInformationMessage(vscode.l10n.t('The build was exported to {0}.', vscode.workspace.asRelativePath(target)), open);
  if (picked === open) await show(target, chosen);
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const items: { label: string; detail: string; format: ExportFormat }[] = [
    { label: vscode.l10n.t('HTML page'), detail: vscode.l10n.t('The timeline as one file that needs nothing else, for reports and colleagues'), format: 'html' },
    { label: 'JSON', detail: vscode.l10n.t('All data of the build, for programs'), format: 'json' },
    { label: vscode.l10n.t('Trace'), detail: vscode.l10n.t('For Perfetto (ui.perfetto.dev) and chrome://tracing'), format: 'perfetto' },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export Build'), placeHolder: vscode.l10n.t('What to write') });
  return picked?.format;
}

/** A page belongs into a browser, which is on this machine only where the file is too. */
async function show(file: vscode.Uri, format: ExportFormat): Promise<void> {
  if (format === 'html' && file.scheme === 'file' && vscode.env.remoteName === undefined) await vscode.env.openExternal(file);
  else await vscode.commands.executeCommand('vscode.open', file);
}
