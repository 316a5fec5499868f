import * as vscode from 'vscode';
import type { CommandContext } from './index.ts';

export async function restartServer({ server }: CommandContext): Promise<void> {
  await server.restart();
  vscode.window.setStatusBarMessage(vscode.l10n.t('Drydock: server restarted'), 3000);
}
