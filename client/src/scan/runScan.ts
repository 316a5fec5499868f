import * as vscode from 'vscode';
import type { ScanWorkspaceParams, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';

let asked = 0;

interface WalkRequest {
  readonly method: string;
  /** What the notification says that is being done. */
  readonly title: string;
}

/**
 * Asks the server for something that goes through the whole workspace, with progress that counts and can be cancelled.
 * @returns undefined where it was cancelled
 */
export async function askWithProgress<Result extends { readonly cancelled: boolean }>(
  { server, status }: Pick<CommandContext, 'server' | 'status'>,
  { method, title }: WalkRequest,
  params: object = {},
): Promise<Result | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const result = await vscode.window.withProgress(options, async (progress, cancellation) => {
    const workDoneToken = `drydock-scan-${++asked}`;
    const isBusy = status.busy();
    let reached = 0;
    let subscription: vscode.Disposable | undefined;
    try {
      subscription = await server.onProgress(workDoneToken, ({ message, percentage = reached }) => {
        progress.report({ message, increment: percentage - reached });
        reached = percentage;
      });
      return await server.request<Result>(method, { ...params, workDoneToken }, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
    } finally {
      subscription?.dispose();
      isBusy.dispose();
    }
  });
  return result?.cancelled ? undefined : result;
}

/** The findings of all Docker files, put into Problems. */
export async function runScan(context: CommandContext, params: ScanWorkspaceParams = {}): Promise<ScanWorkspaceResult | undefined> {
  const request = { method: 'drydock/scanWorkspace', title: vscode.l10n.t('Drydock: scanning') };
  const result = await askWithProgress<ScanWorkspaceResult>(context, request, params);
  if (result) context.scanResults.show(result);
  else context.output.info('Scan cancelled.');
  return result;
}

export function findingsIn({ files }: ScanWorkspaceResult): number {
  return files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
}
