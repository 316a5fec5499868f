import { chmodSync } from 'node:fs';
import * as vscode from 'vscode';
import { exists, workspaceRoot, writeText } from './files.ts';

/**
 * A docker program that leaves a mark when it is started, chosen by the workspace's own settings. Without a shell Windows starts no scripts,
 * so there is none there.
 */
export async function chooseFakeDocker(): Promise<{ wasStarted(): Promise<boolean> }> {
  const program = vscode.Uri.joinPath(workspaceRoot(), 'fake-docker');
  const mark = vscode.Uri.joinPath(workspaceRoot(), 'fake-docker-was-started');
  await writeText(program, `#!/bin/sh\ntouch '${mark.fsPath}'\necho 'Cannot connect to the Docker daemon at unix:///nowhere. Is the docker daemon running?' >&2\nexit 1\n`);
  chmodSync(program.fsPath, 0o755);
  await vscode.workspace.getConfiguration('drydock.build').update('docker', program.fsPath, vscode.ConfigurationTarget.Workspace);
  return { wasStarted: () => exists(mark) };
}

export const hasFakeDocker = process.platform !== 'win32';
