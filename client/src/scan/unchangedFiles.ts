import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { FileToFix, WorkspaceEdit } from '../../../server/src/protocol.ts';

/** Read at once: more would only wait for each other. */
const AT_ONCE = 20;

/** The files whose text is another than the one that their edits were made for; what was opened, changed or deleted meanwhile is among them. */
export async function changedFiles(files: readonly FileToFix[]): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const group = files.slice(start, start + AT_ONCE);
    const same = await Promise.all(group.map((file) => isSame(file, open.get(vscode.Uri.parse(file.uri).toString()))));
    group.forEach(({ uri }, index) => {
      if (!same[index]) changed.add(uri);
    });
  }
  return changed;
}

async function isSame({ uri, version, hash }: FileToFix, document: vscode.TextDocument | undefined): Promise<boolean> {
  if (hash === null) return !(await exists(uri));
  if (document && version !== null) return document.version === version;
  const text = document ? document.getText() : await savedText(uri);
  return text !== null && hashOf(text) === hash;
}

/** As the server makes it of the text that it fixed. */
function hashOf(text: string): string {
  return createHash('sha256').update(text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')).digest('hex');
}

async function exists(uri: string): Promise<boolean> {
  return vscode.workspace.fs.stat(vscode.Uri.parse(uri)).then(
    () => true,
    () => false,
  );
}

async function savedText(uri: string): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
  } catch {
    return null;
  }
}

type Change = NonNullable<WorkspaceEdit['documentChanges']>[number];

/** The edit without some files. The edit that makes the editor show all of them first stays with the first that is left. */
export function withoutFiles(edit: WorkspaceEdit, left: ReadonlySet<string>): WorkspaceEdit {
  if (left.size === 0) return edit;
  const changes = edit.documentChanges ?? [];
  const look = changes.flatMap((change) => ('edits' in change ? change.edits : [])).find((one) => 'annotationId' in one && needsLook(edit, one.annotationId));
  const kept = changes.filter((change) => !left.has(uriOf(change)));
  const first = kept.findIndex((change) => 'edits' in change);
  const documentChanges = kept.map((change, index) => {
    if (index !== first || !('edits' in change) || !look || change.edits.includes(look)) return change;
    return { ...change, edits: [look, ...change.edits] };
  });
  return { ...edit, documentChanges };
}

function needsLook({ changeAnnotations }: WorkspaceEdit, id: string | undefined): boolean {
  return id !== undefined && changeAnnotations?.[id]?.needsConfirmation === true;
}

function uriOf(change: Change): string {
  if ('edits' in change) return change.textDocument.uri;
  return change.kind === 'rename' ? change.newUri : change.uri;
}
