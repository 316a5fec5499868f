import { CreateFile, TextDocumentEdit, type ClientCapabilities, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';

/** What a client can do with a workspace edit. */
export interface EditAbilities {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
}

export interface FileEdit {
  readonly uri: string;
  /** Version that the edits belong to; null for a file that is not open. */
  readonly version: number | null;
  readonly edits: TextEdit[];
  /** The file does not exist yet: the edits then fill it. */
  readonly creates?: boolean;
}

export function editAbilities({ workspace }: ClientCapabilities): EditAbilities {
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  const createFiles = documentChanges && (workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false);
  return { documentChanges, createFiles };
}

/** Null where the client cannot do all of it: nothing is offered in half. */
export function toWorkspaceEdit(files: readonly FileEdit[], abilities: EditAbilities): WorkspaceEdit | null {
  if (!abilities.createFiles && files.some(({ creates }) => creates)) return null;
  if (!abilities.documentChanges) return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const { uri, version, edits, creates } of files) {
    if (creates) documentChanges.push(CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }));
    documentChanges.push(TextDocumentEdit.create({ uri, version }, edits));
  }
  return { documentChanges };
}
