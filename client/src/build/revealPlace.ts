import * as vscode from 'vscode';
import type { StepPlace } from '../../../server/src/timing/trace.ts';
import { fileIn } from './folderPaths.ts';

/**
 * Shows the instruction that a step came from. Its text may have moved since, and then its new place is shown; where it is gone, that
 * is said instead of showing another one.
 * @param folder what a relative path of the Dockerfile is relative to
 * @param beside the column that stays visible
 */
export async function revealPlace(place: StepPlace, folder: string | null, beside?: vscode.ViewColumn): Promise<void> {
  const document = await opened(dockerfileUri(place.dockerfile, folder));
  if (!document) return;
  const line = lineOf(place, document.getText().split(/\r?\n/));
  if (line === null) {
    await vscode.window.showTextDocument(document, { viewColumn: columnFor(document.uri, beside) });
    void vscode.window.showInformationMessage(vscode.l10n.t('This instruction is not in the Dockerfile any more: it was changed after the build.'));
    return;
  }
  await select(document, line, line + place.endLine - place.line, beside);
}

/** Shows a line of which nothing but its number is known. */
export async function revealLine(dockerfile: string, line: number, folder: string | null, beside?: vscode.ViewColumn): Promise<void> {
  const document = await opened(dockerfileUri(dockerfile, folder));
  if (document) await select(document, line, line, beside);
}

/** Null where the file cannot be read, which is told: builds outlive what they were built from. */
async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    const file = vscode.workspace.asRelativePath(uri);
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} cannot be opened: it was moved or deleted after the build.', file));
    return null;
  }
}

async function select(document: vscode.TextDocument, line: number, endLine: number, beside: vscode.ViewColumn | undefined): Promise<void> {
  const last = document.lineCount - 1;
  const end = document.lineAt(Math.min(endLine, last)).range.end;
  const selection = new vscode.Range(new vscode.Position(Math.min(line, last), 0), end);
  await vscode.window.showTextDocument(document, { viewColumn: columnFor(document.uri, beside), selection });
}

/** Where the file shows already, else not over what the person clicked in. */
function columnFor(uri: vscode.Uri, beside: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())?.viewColumn;
  return shown ?? (beside === undefined ? vscode.ViewColumn.Active : otherThan(beside));
}

/** The line of the same text that is nearest to where it was; null where there is none. */
export function lineOf({ line, text }: Pick<StepPlace, 'line' | 'text'>, lines: readonly string[]): number | null {
  const wanted = text.split(/\r?\n/);
  const isAt = (start: number) => wanted.every((part, offset) => lines[start + offset]?.trimEnd() === part.trimEnd());
  if (isAt(line)) return line;
  let nearest: number | null = null;
  for (let start = 0; start < lines.length; start++) {
    if (isAt(start) && (nearest === null || Math.abs(start - line) < Math.abs(nearest - line))) nearest = start;
  }
  return nearest;
}

export function dockerfileUri(path: string, folder: string | null): vscode.Uri {
  return folder === null ? vscode.Uri.file(path) : fileIn(vscode.Uri.parse(folder), path);
}

function otherThan(column: vscode.ViewColumn): vscode.ViewColumn {
  return column === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}
