import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CheckedParams } from '../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from './dockerDocuments.ts';
import type { Timings } from './timings.ts';

/** Name of the notification after each check; the protocol module is types only here. */
const CHECKED = 'drydock/checked';

/** The one server process: started on demand, restarted on request, never twice. */
export class ServerConnection implements vscode.Disposable {
  private client: LanguageClient | null = null;
  private starting: Promise<void> | null = null;
  private readonly checkedEmitter = new vscode.EventEmitter<CheckedParams>();
  readonly onChecked = this.checkedEmitter.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly timings: Timings,
  ) {}

  start(): Promise<void> {
    this.starting ??= this.launch().catch((error: unknown) => {
      this.starting = null;
      throw error;
    });
    return this.starting;
  }

  async restart(): Promise<void> {
    const client = this.client;
    if (!client) return this.start();
    await client.restart();
  }

  /** Starts the server where needed, then asks it. */
  async request<Result>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<Result> {
    await this.start();
    // An undefined token would count as a second parameter, and the request would arrive as a list of two.
    return token ? this.client!.sendRequest<Result>(method, params, token) : this.client!.sendRequest<Result>(method, params);
  }

  /** Follows the progress that the server reports under a token of ours. */
  async onProgress(token: string, handler: (value: { message?: string; percentage?: number }) => void): Promise<vscode.Disposable> {
    await this.start();
    const { WorkDoneProgress } = await import('vscode-languageclient/node');
    return this.client!.onProgress(WorkDoneProgress.type, token, handler);
  }

  dispose(): void {
    this.checkedEmitter.dispose();
    void this.client?.dispose();
  }

  private async launch(): Promise<void> {
    // Loaded only when there is a server to talk to: activation stays free of it.
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const module = this.context.asAbsolutePath('dist/server.js');
    const client = new LanguageClient(
      'drydock',
      'Drydock',
      {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6010'] } },
      },
      {
        documentSelector: DOCUMENT_SELECTOR as never,
        outputChannel: this.output,
        initializationOptions: { rulePages: true },
        diagnosticPullOptions: { onChange: true, onSave: false, onFocus: true },
      },
    );
    client.onNotification(CHECKED, (params: CheckedParams) => {
      this.timings.firstFindings();
      this.checkedEmitter.fire(params);
    });
    this.client = client;
    await client.start();
    this.timings.serverReady();
  }
}
