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

let running: ServerConnection | undefined;

export function activate(context: vscode.ExtensionContext): DrydockApi {
  const started = performance.now();
  const timings = new Timings(started);
  const output = vscode.window.createOutputChannel('Drydock', { log: true });
  const scanResults = new ScanResults();
  const server = new ServerConnection(context, output, timings);
  running = server;
  const status = new CheckStatus(server);
  context.subscriptions.push(output, scanResults, server, status);
  registerCommands(context, { server, output, scanResults, status, timings });
  // The server starts with the first Docker file: a workspace without one pays nothing.
  context.subscriptions.push(new DockerDocuments(() => void server.startUnasked()));
  timings.activated();
  return { ready: () => server.start(), timings };
}

/** The editor waits for this, so that the server ends by itself; all else is disposed of with the subscriptions. */
export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}
