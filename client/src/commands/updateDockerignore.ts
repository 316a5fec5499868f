import * as vscode from 'vscode';
import type { IgnoreOffersParams } from '../../../server/src/protocol.ts';
import { applyOffers } from './editOffers.ts';
import type { CommandContext } from './index.ts';

/** Creates or completes the ignore files of the build contexts that a file or folder has to do with; of all where none is given. */
export async function updateDockerignore(context: CommandContext, uri?: vscode.Uri): Promise<void> {
  const params: IgnoreOffersParams = { uri: uri instanceof vscode.Uri ? uri.toString() : null };
  await applyOffers(context, {
    method: 'drydock/ignoreOffers',
    params,
    title: vscode.l10n.t('Create or Update .dockerignore'),
    placeHolder: vscode.l10n.t('Ignore files to write'),
  });
}
