import * as vscode from 'vscode';
import type { EditOffer, EditOffers } from '../../../server/src/protocol.ts';
import type { CommandContext } from './index.ts';

export interface OfferRequest {
  readonly method: string;
  readonly params: unknown;
  readonly title: string;
  readonly placeHolder: string;
}

/** Asks the server what could be done, lets a person choose where there is a choice, and makes the edits as one step. */
export async function applyOffers({ server, output }: CommandContext, request: OfferRequest): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: request.title, cancellable: true };
  const found = await vscode.window.withProgress(options, async (_, cancellation) => {
    try {
      return await server.request<EditOffers>(request.method, request.params, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) return null;
      throw error;
    }
  });
  if (!found) return;
  if (found.offers.length === 0) {
    void vscode.window.showInformationMessage(found.nothing);
    return;
  }
  const chosen = found.offers.length === 1 ? found.offers : await choose(found.offers, request);
  if (!chosen || chosen.length === 0) return;
  for (const { label, notes } of chosen) for (const note of notes) output.info(`${label}: ${note}`);
  for (const { edit } of chosen) {
    if (!(await vscode.workspace.applyEdit(await server.toEdit(edit), { isRefactoring: true }))) return;
  }
  await showFirstFile(chosen, server);
}

async function choose(offers: readonly EditOffer[], { title, placeHolder }: OfferRequest): Promise<readonly EditOffer[] | undefined> {
  const items = offers.map((offer) => ({ label: offer.label, detail: offer.detail, picked: true, offer }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true, matchOnDetail: true });
  return picked?.map(({ offer }) => offer);
}

/** What was written is there to be read: a single file is opened. */
async function showFirstFile(chosen: readonly EditOffer[], server: CommandContext['server']): Promise<void> {
  const uris = new Set<string>();
  for (const { edit } of chosen) for (const [uri] of (await server.toEdit(edit)).entries()) uris.add(uri.toString());
  const [only, second] = [...uris];
  if (only !== undefined && second === undefined) await vscode.window.showTextDocument(vscode.Uri.parse(only));
}
