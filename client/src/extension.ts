import * as vscode from 'vscode';
import { registerCommands } from './commands/index.ts';
import { DockerDocuments } from './dockerDocuments.ts';
import { ServerConnection } from './languageClient.ts';
import { ScanResults } from './scanResults.ts';
import { CheckStatus } from './status.ts';
import { Timings } from './timings.ts';

/** What tests and other extensions may use. */
export interface DrydockApi {
  /** Settles once the server answers; starts it if no Docker file has been opened yet. */
  ready(): Promise<void>;
  readonly timings: Timings;
}

export function activate(context: vscode.ExtensionContext): DrydockApi {
  const started = performance.now();
  const timings = new Timings(started);
  const output = vscode.window.createOutputChannel('Drydock', { log: true });
  const scanResults = new ScanResults();
  const server = new ServerConnection(context, output, timings);
  const status = new CheckStatus(server);
  context.subscriptions.push(output, scanResults, server, status);
  registerCommands(context, { server, output, scanResults, timings });
  // The server starts with the first Docker file: a workspace without one pays nothing.
  context.subscriptions.push(new DockerDocuments(() => void server.start()));
  timings.activated();
  return { ready: () => server.start(), timings };
}

export function deactivate(): void {
  // Subscriptions dispose of everything, the server included.
}
