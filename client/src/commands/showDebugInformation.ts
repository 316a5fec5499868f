import * as vscode from 'vscode';
import type { DebugInformation } from '../../../server/src/protocol.ts';
import type { CommandContext } from './index.ts';

/** Opens what a bug report needs as an unsaved document: versions, settings, times; no file contents, nothing is sent. */
export async function showDebugInformation(extension: vscode.ExtensionContext, { server, timings }: CommandContext): Promise<void> {
  const information = await server.request<DebugInformation>('drydock/debugInformation', null);
  const manifest = extension.extension.packageJSON as { version: string };
  const content = JSON.stringify(
    {
      drydock: manifest.version,
      vscode: vscode.version,
      application: vscode.env.appName,
      host: vscode.env.remoteName ?? 'local',
      trusted: vscode.workspace.isTrusted,
      times: timings,
      settings: vscode.workspace.getConfiguration('drydock'),
      server: information,
    },
    (key, value: unknown) => (key === 'started' ? undefined : value),
    2,
  );
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content }));
}
