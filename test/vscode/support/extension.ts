import * as vscode from 'vscode';

/** What the extension gives to whoever asks; see client/src/extension.ts. */
interface DrydockApi {
  ready(): Promise<void>;
  readonly timings: { activateMs: number; serverReadyMs: number | null; firstFindingsMs: number | null };
}

/** The extension under test, activated or not. */
export function extension(): vscode.Extension<DrydockApi> {
  const found = vscode.extensions.getExtension<DrydockApi>('drydock.drydock');
  if (!found) throw new Error('VS Code does not know the extension drydock.drydock.');
  return found;
}
