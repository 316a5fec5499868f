import * as vscode from 'vscode';
import type { ScanWorkspaceParams, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import { unlessCancelled } from './unlessCancelled.ts';

let asked = 0;

interface WalkRequest {
  readonly method: string;
  /** What the notification says that is being done. */
  readonly title: string;
}

/** Where else than in the notification a scan is followed, and may be cancelled. */
export interface Follower {
  /** @param cancel ends it at once */
  begin(cancel: () => void): void;
  report(message: string): void;
  end(wasCancelled: boolean): void;
}

/**
 * Asks the server for something that goes through the whole workspace, with progress that counts and can be cancelled. Who cancels is answered
 * at once, although the server may take a while to hear of it.
 * @returns undefined where it was cancelled
 */
export async function askWithProgress<Result extends { readonly cancelled: boolean }>(
  { server, status }: Pick<CommandContext, 'server' | 'status'>,
  { method, title }: WalkRequest,
  params: object = {},
  follower?: Follower,
): Promise<Result | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const cancellation = new vscode.CancellationTokenSource();
  const workDoneToken = `drydock-scan-${++asked}`;
  let wasCancelled = false;
  follower?.begin(() => cancellation.cancel());
  try {
    const result = await vscode.window.withProgress(options, async (progress, byNotification) => {
      const isBusy = status.busy();
      const byPerson = byNotification.onCancellationRequested(() => cancellation.cancel());
      let reached = 0;
      let subscription: vscode.Disposable | undefined;
      const ask = async (): Promise<Result> => {
        subscription = await server.onProgress(workDoneToken, ({ message, percentage = reached }) => {
          progress.report({ message, increment: percentage - reached });
          reached = percentage;
          if (message !== undefined) follower?.report(message);
        });
        if (cancellation.token.isCancellationRequested) subscription.dispose();
        return server.request<Result>(method, { ...params, workDoneToken }, cancellation.token);
      };
      try {
        return await unlessCancelled(ask(), cancellation.token);
      } finally {
        byPerson.dispose();
        subscription?.dispose();
        isBusy.dispose();
      }
    });
    wasCancelled = !result || result.cancelled;
    return wasCancelled ? undefined : result;
  } finally {
    follower?.end(wasCancelled);
    cancellation.dispose();
  }
}

/** The findings of all Docker files, put into Problems. */
export async function runScan(context: CommandContext, params: ScanWorkspaceParams = {}, follower?: Follower): Promise<ScanWorkspaceResult | undefined> {
  const request = { method: 'drydock/scanWorkspace', title: vscode.l10n.t('Drydock: scanning') };
  const result = await askWithProgress<ScanWorkspaceResult>(context, request, params, follower);
  // The page of thousands of files is not to wait until Problems has taken them in.
  if (result) void context.scanResults.show(result);
  else context.output.info('Scan cancelled.');
  return result;
}

export function findingsIn({ files }: ScanWorkspaceResult): number {
  return files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
}
