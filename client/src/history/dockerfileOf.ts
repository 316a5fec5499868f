import * as vscode from 'vscode';
import type { BuildRecord } from '../../../server/src/timing/record.ts';

/** The Dockerfile that a target was built from; null where the record does not tell. */
export function dockerfileOf({ inputs, trace }: Pick<BuildRecord, 'inputs' | 'trace'>, target: string, folder: vscode.Uri): vscode.Uri | null {
  const own = inputs && Object.hasOwn(inputs, target) ? inputs[target]!.dockerfile : null;
  const step = trace.steps.find(({ targets, place }) => place !== null && targets.includes(target));
  const path = own ?? step?.place?.dockerfile ?? null;
  return path === null ? null : uriOf(path, folder);
}

/** A path of the record: relative to the workspace folder where inside of it, else absolute; on the machine that the folder is on. */
function uriOf(path: string, folder: vscode.Uri): vscode.Uri | null {
  // What is on another machine is not asked for: `//host/share` would sign in there.
  if (/^[\\/]{2}/.test(path)) return null;
  if (path.startsWith('/')) return folder.with({ path });
  if (/^[a-z]:[\\/]/i.test(path)) return folder.with({ path: `/${path.replaceAll('\\', '/')}` });
  return vscode.Uri.joinPath(folder, path);
}
