import * as vscode from 'vscode';
import { registerBuilding } from '../build/registerBuilding.ts';
import { registerHistory } from '../history/registerHistory.ts';
import type { ServerConnection } from '../languageClient.ts';
import { ScanReports } from '../scan/scanReports.ts';
import type { ScanResults } from '../scanResults.ts';
import type { CheckStatus } from '../status.ts';
import type { Timings } from '../timings.ts';
import { scanImage } from '../vulnerabilities/scanImage.ts';
import { VulnerabilityFindings } from '../vulnerabilities/vulnerabilityFindings.ts';
import { alignBaseImages } from './alignBaseImages.ts';
import { ApplyTiers } from './applyTiers.ts';
import { exportScan } from './exportScan.ts';
import { fixAllInFile } from './fixAllInFile.ts';
import { fixAllInWorkspace } from './fixAllInWorkspace.ts';
import { openRulePage } from './openRulePage.ts';
import { restartServer } from './restartServer.ts';
import { scanWorkspace } from './scanWorkspace.ts';
import { showDebugInformation } from './showDebugInformation.ts';
import { updateDockerignore } from './updateDockerignore.ts';

/** What commands are given by whoever registers them. */
export interface Services {
  readonly server: ServerConnection;
  readonly output: vscode.LogOutputChannel;
  readonly scanResults: ScanResults;
  readonly status: CheckStatus;
  readonly timings: Timings;
}

export interface CommandContext extends Services {
  /** Runs something that a person asked for; what it throws is logged under the command's name and told. */
  guard<Result>(command: string, run: () => Result | Promise<Result>): Promise<Result | undefined>;
}

export function registerCommands(extension: vscode.ExtensionContext, services: Services): void {
  const context: CommandContext = {
    ...services,
    guard: async (command, run) => {
      try {
        return await run();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        services.output.error(`${command}: ${reason}`);
        void vscode.window.showErrorMessage(vscode.l10n.t('Drydock could not finish: {0}', reason));
        return undefined;
      }
    },
  };
  const register = (command: string, run: (...args: never[]) => unknown) =>
    extension.subscriptions.push(vscode.commands.registerCommand(command, (...args: never[]) => context.guard(command, () => run(...args))));
  const applyTiers = new ApplyTiers(extension.extensionUri, context);
  extension.subscriptions.push(applyTiers);
  const scanReports = new ScanReports(extension.extensionUri, context);
  extension.subscriptions.push(scanReports);
  register('drydock.fixAllInFile', () => fixAllInFile(context));
  register('drydock.scanWorkspace', () => scanWorkspace(context, scanReports));
  register('drydock.exportScan', () => exportScan(context));
  register('drydock.fixAllInWorkspace', () => fixAllInWorkspace(context, scanReports));
  register('drydock.updateDockerignore', (uri?: vscode.Uri) => updateDockerignore(context, uri));
  register('drydock.alignBaseImages', () => alignBaseImages(context));
  register('drydock.applyTiers', (uri?: vscode.Uri) => applyTiers.run(uri));
  const history = registerHistory(extension, context, register);
  registerBuilding(extension, context, register, () => history.buildEnded());
  const vulnerabilities = new VulnerabilityFindings();
  extension.subscriptions.push(vulnerabilities);
  register('drydock.scanImage', (asked?: vscode.Uri | string) => scanImage(context, vulnerabilities, asked));
  register('drydock.showOutput', () => context.output.show());
  register('drydock.showDebugInformation', () => showDebugInformation(extension, context));
  register('drydock.restartServer', () => restartServer(context));
  register('drydock.openRulePage', (rule?: string) => openRulePage(extension, rule));
}
