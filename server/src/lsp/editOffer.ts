import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Fix } from '../core/engine/finding.ts';
import type { Folder } from './folder.ts';
import type { Folders } from './folders.ts';
import { editsOfOthers, toWorkspaceEdit, type EditAbilities, type FilePlaces } from './workspaceEdits.ts';

export interface OfferContext {
  readonly folders: Folders;
  readonly abilities: EditAbilities;
  readonly openDocument: FilePlaces['openDocument'];
}

/**
 * The edit of a fix that belongs to no open document; null where the client cannot do all of it, or a file is not what it was.
 * @param preview what it does, where a person should look through it first
 */
export function editOfFix(
  fix: Pick<Fix, 'creates' | 'elsewhere'>,
  folder: Folder,
  context: OfferContext,
  preview: string | null,
): WorkspaceEdit | null {
  const files = editsOfOthers(fix, { uriOf: (path) => folder.uriOf(path), openDocument: context.openDocument });
  return files && toWorkspaceEdit(files, context.abilities, preview);
}
