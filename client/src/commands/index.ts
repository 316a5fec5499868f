import * as vscode from 'vscode';
import type { ServerConnection } from '../languageClient.ts';
import type { ScanResults } from '../scanResults.ts';
import type { CheckStatus } from '../status.ts';
import type { Timings } from '../timings.ts';
import { alignBaseImages } from './alignBaseImages.ts';
import { fixAllInFile } from './fixAllInFile.ts';
import { openRulePage } from './openRulePage.ts';
import { restartServer } from './restartServer.ts';
import { scanWorkspace } from './scanWorkspace.ts';
import { showDebugInformation } from './showDebugInformation.ts';
import { updateDockerignore } from './updateDockerignore.ts';

export interface CommandContext {
  readonly server: ServerConnection;
  readonly output: vscode.LogOutputChannel;
  readonly scanResults: ScanResults;
  readonly status: CheckStatus;
  readonly timings: Timings;
}

export function registerCommands(extension: vscode.ExtensionContext, context: CommandContext): void {
  const register = (command: string, run: (...args: never[]) => unknown) =>
    extension.subscriptions.push(
      vscode.commands.registerCommand(command, async (...args: never[]) => {
        try {
          return await run(...args);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          context.output.error(`${command}: ${reason}`);
          void vscode.window.showErrorMessage(vscode.l10n.t('Drydock could not finish: {0}', reason));
          return undefined;
        }
      }),
    );
  register('drydock.fixAllInFile', () => fixAllInFile(context));
  register('drydock.scanWorkspace', () => scanWorkspace(context));
  register('drydock.updateDockerignore', (uri?: vscode.Uri) => updateDockerignore(context, uri));
  register('drydock.alignBaseImages', () => alignBaseImages(context));
  register('drydock.showOutput', () => context.output.show());
  register('drydock.showDebugInformation', () => showDebugInformation(extension, context));
  register('drydock.restartServer', () => restartServer(context));
  register('drydock.openRulePage', (rule?: string) => openRulePage(extension, rule));
}
