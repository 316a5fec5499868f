import { CreateFile, TextDocumentEdit, type ChangeAnnotation, type ClientCapabilities, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';

import type { FileCreation, FileEdits, Fix } from '../core/engine/finding.ts';
import { LineIndex } from '../core/text/lines.ts';
import { toTextEdit } from './convert.ts';

/** What a client can do with a workspace edit. */
export interface EditAbilities {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** It shows edits that need to be confirmed before it makes them. */
  readonly previews: boolean;
}

export interface FileEdit {
  readonly uri: string;
  /** Version that the edits belong to; null for a file that is not open. */
  readonly version: number | null;
  readonly edits: TextEdit[];
  /** The file does not exist yet: the edits then fill it. */
  readonly creates?: boolean;
}

/** Where files are, and what editors show of them. */
export interface FilePlaces {
  uriOf(path: string): string | null;
  /** The open document of a URI: its unsaved text is what edits belong to. */
  openDocument(uri: string): { readonly version: number; getText(): string } | undefined;
}

/** The edits of a fix outside of the document that it was found in; null where one of them cannot be made: no fix is offered in half. */
export function editsOfOthers({ creates = [], elsewhere = [] }: Pick<Fix, 'creates' | 'elsewhere'>, places: FilePlaces): readonly FileEdit[] | null {
  const files = [...creates.map((creation) => creationEdit(creation, places)), ...elsewhere.map((other) => otherFileEdit(other, places))];
  return files.some((file) => file === null) ? null : files.flatMap((file) => file ?? []);
}

/** Null where the file has no URI. */
function creationEdit({ path, text }: FileCreation, { uriOf }: FilePlaces): FileEdit | null {
  const uri = uriOf(path);
  const start = { line: 0, character: 0 };
  return uri === null ? null : { uri, version: null, edits: [{ range: { start, end: start }, newText: text }], creates: true };
}

/** Null where the file has no URI, or an editor holds another text of it than the edits were made for. */
function otherFileEdit({ path, text, edits }: FileEdits, { uriOf, openDocument }: FilePlaces): FileEdit | null {
  const uri = uriOf(path);
  const open = uri === null ? undefined : openDocument(uri);
  if (uri === null || (open && open.getText() !== text)) return null;
  const lines = new LineIndex(text);
  return { uri, version: open?.version ?? null, edits: edits.map((edit) => toTextEdit(edit, lines)) };
}

export function editAbilities({ workspace }: ClientCapabilities): EditAbilities {
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  const createFiles = documentChanges && (workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false);
  const previews = documentChanges && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  return { documentChanges, createFiles, previews };
}

/** Under this name what a person confirms first. */
const CONFIRMED = 'confirmed';

/** Editors leave what needs confirmation unticked, and the changes should be ticked: one edit that changes nothing asks for the look instead. */
const LOOK = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '', annotationId: CONFIRMED };

/**
 * Null where the client cannot do all of it: nothing is offered in half.
 * @param preview what it does, for edits that a person should look through first; clients that cannot show them make them at once
 * @param annotations what edits are for that carry an `annotationId`, by that id
 */
export function toWorkspaceEdit(
  files: readonly FileEdit[],
  abilities: EditAbilities,
  preview: string | null = null,
  annotations: Readonly<Record<string, ChangeAnnotation>> = {},
): WorkspaceEdit | null {
  if (!abilities.createFiles && files.some(({ creates }) => creates)) return null;
  if (!abilities.documentChanges) return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  const isPreviewed = preview !== null && abilities.previews;
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const { uri, version, edits, creates } of files) {
    if (creates) documentChanges.push(CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }));
    const asksForLook = isPreviewed && uri === files[0]?.uri;
    documentChanges.push(TextDocumentEdit.create({ uri, version }, asksForLook ? [LOOK, ...edits] : edits));
  }
  return isPreviewed ? { documentChanges, changeAnnotations: { ...annotations, [CONFIRMED]: { label: preview, needsConfirmation: true } } } : { documentChanges };
}
