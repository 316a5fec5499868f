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
  // Together, so that there is one thing to look through and one to undo.
  const edit = await server.toEdit(merge(chosen));
  const [only, second] = [...new Set(edit.entries().map(([uri]) => uri.toString()))];
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) {
    // Who looks through a preview may discard it; nothing else is refused without a reason.
    if (chosen.some(({ edit: { changeAnnotations } }) => changeAnnotations)) return;
    throw new Error(vscode.l10n.t('the editor refused the edit'));
  }
  // What was written is there to be read.
  if (only !== undefined && second === undefined) await vscode.window.showTextDocument(vscode.Uri.parse(only));
}

function merge(offers: readonly EditOffer[]): EditOffer['edit'] {
  return {
    documentChanges: offers.flatMap(({ edit }) => edit.documentChanges ?? []),
    changeAnnotations: Object.assign({}, ...offers.map(({ edit }) => edit.changeAnnotations ?? {})) as NonNullable<EditOffer['edit']['changeAnnotations']>,
  };
}

async function choose(offers: readonly EditOffer[], { title, placeHolder }: OfferRequest): Promise<readonly EditOffer[] | undefined> {
  const items = offers.map((offer) => ({ label: offer.label, detail: offer.detail, picked: true, offer }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true, matchOnDetail: true });
  return picked?.map(({ offer }) => offer);
}
