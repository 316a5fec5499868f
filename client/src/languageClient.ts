import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CheckedParams, WorkspaceEdit } from '../../server/src/protocol.ts';
import { CrashLimit } from './crashLimit.ts';
import { SYNCHRONIZED } from './dockerDocuments.ts';
import type { Timings } from './timings.ts';

/** Name of the notification after each check; the protocol module is types only here. */
const CHECKED = 'drydock/checked';

export type ServerState = 'idle' | 'starting' | 'running' | 'failed';

/** The one server process: started on demand, restarted after a crash and on request, never twice. */
export class ServerConnection implements vscode.Disposable {
  private client: LanguageClient | null = null;
  private starting: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;
  private readonly checkedEmitter = new vscode.EventEmitter<CheckedParams>();
  private readonly stateEmitter = new vscode.EventEmitter<ServerState>();
  readonly onChecked = this.checkedEmitter.event;
  readonly onState = this.stateEmitter.event;
  private currentState: ServerState = 'idle';
  private readonly notified = new Map<string, vscode.EventEmitter<unknown>>();
  private readonly endings = new Set<() => Promise<void>>();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly timings: Timings,
  ) {}

  get state(): ServerState {
    return this.currentState;
  }

  start(): Promise<void> {
    this.starting ??= this.launch().catch((error: unknown) => {
      this.starting = null;
      this.client = null;
      this.setState('failed');
      throw error;
    });
    return this.starting;
  }

  /** Starts the server for a document that was opened: nobody waits for it, so its failure is told here, once. */
  async startUnasked(): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      this.tellFailure(vscode.l10n.t('Drydock could not start, so nothing is checked: {0}', error instanceof Error ? error.message : String(error)));
    }
  }

  /** A new server, whatever became of the one before. */
  async restart(): Promise<void> {
    await this.starting?.catch(() => {});
    await this.stop();
    await this.start();
  }

  /** Starts the server where needed, then asks it. */
  async request<Result>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<Result> {
    await this.start();
    // An undefined token would count as a second parameter, and the request would arrive as a list of two.
    return token ? this.client!.sendRequest<Result>(method, params, token) : this.client!.sendRequest<Result>(method, params);
  }

  /** The editor's own form of an edit that the server made. */
  async toEdit(edit: WorkspaceEdit): Promise<vscode.WorkspaceEdit> {
    await this.start();
    return this.client!.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  /** Follows the progress that the server reports under a token of ours. */
  async onProgress(token: string, handler: (value: { message?: string; percentage?: number }) => void): Promise<vscode.Disposable> {
    await this.start();
    const { WorkDoneProgress } = await import('vscode-languageclient/node');
    return this.client!.onProgress(WorkDoneProgress.type, token, handler);
  }

  /** Follows notifications of the server, of whichever process is or will be there; starts none. */
  onNotification<Params>(method: string, handler: (params: Params) => void): vscode.Disposable {
    let emitter = this.notified.get(method);
    if (!emitter) {
      emitter = new vscode.EventEmitter<unknown>();
      this.notified.set(method, emitter);
      if (this.client) this.forward(this.client, method, emitter);
    }
    return emitter.event((params) => handler(params as Params));
  }

  /** Work that has to end before the server is stopped. */
  onWillStop(end: () => Promise<void>): vscode.Disposable {
    this.endings.add(end);
    return new vscode.Disposable(() => this.endings.delete(end));
  }

  /** Settles when the process has ended; a later request starts a new one. */
  stop(): Promise<void> {
    // The editor disposes of everything while it still waits for the first stop: both are one.
    this.stopping ??= this.end().finally(() => (this.stopping = null));
    return this.stopping;
  }
  dispose(): void {
    void this.stop();
    this.checkedEmitter.dispose();
    this.stateEmitter.dispose();
    for (const emitter of this.notified.values()) emitter.dispose();
  }

  private async end(): Promise<void> {
    await Promise.all([...this.endings].map((end) => end()));
    const { client } = this;
    this.client = null;
    this.starting = null;
    // One that has crashed, or never started, cannot be stopped any more.
    await client?.dispose().catch(() => {});
  }

  private async launch(): Promise<void> {
    this.setState('starting');
    // Loaded only when there is a server to talk to: activation stays free of it.
    const { CloseAction, ErrorAction, LanguageClient, State, TransportKind } = await import('vscode-languageclient/node');
    const module = this.context.asAbsolutePath('dist/server.js');
    const crashes = new CrashLimit();
    let hasRun = false;
    const client: LanguageClient = new LanguageClient(
      'drydock',
      'Drydock',
      {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6010'] } },
      },
      {
        documentSelector: SYNCHRONIZED as never,
        outputChannel: this.output,
        initializationOptions: { rulePages: true },
        diagnosticPullOptions: { onChange: true, onSave: false, onFocus: true },
        // A crash that is mended by a restart is for the log; people hear of it when there is something for them to do.
        errorHandler: {
          error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
          closed: () => {
            // A first start that fails is told by whoever asked for it.
            if (this.client !== client || !hasRun) return { action: CloseAction.DoNotRestart, handled: true };
            if (crashes.mayRestart(Date.now())) return { action: CloseAction.Restart, handled: true };
            this.giveUp(client);
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
      },
    );
    client.onNotification(CHECKED, (params: CheckedParams) => {
      this.timings.firstFindings();
      this.checkedEmitter.fire(params);
    });
    for (const [method, emitter] of this.notified) this.forward(client, method, emitter);
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Starting) this.setState('starting');
      if (newState === State.Running) this.setState('running');
    });
    this.client = client;
    await client.start();
    hasRun = true;
    this.timings.serverReady();
  }

  private forward(client: LanguageClient, method: string, emitter: vscode.EventEmitter<unknown>): void {
    client.onNotification(method, (params: unknown) => emitter.fire(params));
  }

  private giveUp(client: LanguageClient): void {
    if (this.client === client) this.client = null;
    this.starting = null;
    this.setState('failed');
    this.tellFailure(vscode.l10n.t('Drydock stopped again and again, so nothing is checked any more.'));
  }

  private tellFailure(message: string): void {
    const restart = vscode.l10n.t('Restart Server');
    const show = vscode.l10n.t('Show Output');
    this.output.error(message);
    void vscode.window.showErrorMessage(message, restart, show).then((picked) => {
      if (picked === restart) void vscode.commands.executeCommand('drydock.restartServer');
      if (picked === show) this.output.show();
    });
  }

  private setState(state: ServerState): void {
    this.currentState = state;
    this.stateEmitter.fire(state);
  }
}
