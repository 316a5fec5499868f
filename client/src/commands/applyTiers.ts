import * as vscode from 'vscode';
import { COMPOSE_YAML, isComposeDocument } from '../dockerDocuments.ts';
import { ProposedText } from '../tiers/proposedText.ts';
import { TierPanel } from '../tiers/tierPanel.ts';
import type { CommandContext } from './index.ts';

/** More to choose from helps nobody. */
const MOST_FILES = 500;

/** Shows the tiers of a compose file's services as a table, to look through, change and apply as one edit. */
export class ApplyTiers implements vscode.Disposable {
  private readonly panels = new Map<string, TierPanel>();
  private proposedText: ProposedText | null = null;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly context: CommandContext,
  ) {}

  async run(uri?: vscode.Uri): Promise<void> {
    const file = uri instanceof vscode.Uri ? uri : await composeFile();
    if (!file) return;
    const key = file.toString();
    const open = this.panels.get(key);
    if (open) return open.reveal();
    this.proposedText ??= new ProposedText();
    this.panels.set(key, new TierPanel(file, this.context, this.proposedText, this.extension, () => this.panels.delete(key)));
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
    this.proposedText?.dispose();
  }
}

/** The compose file in front, or one that a person picks. */
async function composeFile(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active && isComposeDocument(active)) return active.uri;
  const files = await vscode.workspace.findFiles(COMPOSE_YAML, '**/node_modules/**', MOST_FILES);
  if (files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no compose file in this workspace.'));
    return undefined;
  }
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), file })).sort((a, b) => (a.label < b.label ? -1 : 1));
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Compose file whose services get limits') });
  return picked?.file;
}
