import * as vscode from 'vscode';
import type { StepPlace } from '../../../server/src/timing/trace.ts';

/**
 * Shows the instruction that a step came from. Its text may have moved since, and then its new place is shown; where it is gone, that
 * is said instead of showing another one.
 * @param folder what a relative path of the Dockerfile is relative to
 * @param beside the column that stays visible
 */
export async function revealPlace(place: StepPlace, folder: string | null, beside?: vscode.ViewColumn): Promise<void> {
  const uri = dockerfileUri(place.dockerfile, folder);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = lineOf(place, document.getText().split(/\r?\n/));
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())?.viewColumn;
  const viewColumn = shown ?? (beside === undefined ? vscode.ViewColumn.Active : otherThan(beside));
  if (line === null) {
    await vscode.window.showTextDocument(document, { viewColumn });
    void vscode.window.showInformationMessage(vscode.l10n.t('This instruction is not in the Dockerfile any more: it was changed after the build.'));
    return;
  }
  const end = document.lineAt(Math.min(line + place.endLine - place.line, document.lineCount - 1)).range.end;
  await vscode.window.showTextDocument(document, { viewColumn, selection: new vscode.Range(new vscode.Position(line, 0), end) });
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
  if (folder === null || /^(?:[\\/]|[A-Za-z]:)/.test(path)) return vscode.Uri.file(path);
  return vscode.Uri.joinPath(vscode.Uri.parse(folder), path);
}

function otherThan(column: vscode.ViewColumn): vscode.ViewColumn {
  return column === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}
