import * as vscode from 'vscode';
import { applyOffers } from './editOffers.ts';
import type { CommandContext } from './index.ts';

/** Brings the services of a workspace to one version of each base image; the editor shows all changes first. */
export async function alignBaseImages(context: CommandContext): Promise<void> {
  await applyOffers(context, {
    method: 'drydock/alignOffers',
    params: null,
    title: vscode.l10n.t('Align Base Images'),
    placeHolder: vscode.l10n.t('Images to align'),
  });
}
