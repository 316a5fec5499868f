import { PassThrough } from 'node:stream';
import { vi } from 'vitest';
import {
  createProtocolConnection,
  CodeActionResolveRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  CodeActionRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type Range,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from 'vscode-languageserver/node';
import { nodeFileSystem } from '../../../server/src/host/fileSystem.ts';
import { startServer } from '../../../server/src/lsp/server.ts';
import type { ServerHost } from '../../../server/src/lsp/serverHost.ts';
import type { CheckedParams } from '../../../server/src/protocol.ts';
import { shell } from '../support/engine.ts';

const patience = vi.hoisted(() => ({ times: 100 }));

vi.mock(import('../../../server/src/lsp/patience.ts'), async (original) => {
  const real = await original();
  return { ...real, inTime: (promise, milliseconds: number = real.PATIENCE) => real.inTime(promise, milliseconds * patience.times) };
});

/**
 * How many times as long the server waits for a disk than it does for people. Many times, so that no test is answered before its disk
 * because the machine is busy; 1 where a disk keeps the server waiting.
 */
export function waitForDisks(times: number): void {
  patience.times = times;
}

export const PULLING: ClientCapabilities = {
  textDocument: { diagnostic: { dynamicRegistration: false } },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};

export const testHost: ServerHost = {
  version: 'test',
  fileSystem: nodeFileSystem,
  loadShell: () => Promise.resolve(shell),
  rulePage: (rule) => `file:///pages/${rule}.md`,
  runtime: () => ({ node: process.version, memoryMegabytes: 1, shellGrammar: 'loaded' }),
};

export interface TestOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folders?: readonly string[];
  /** One value for every scope, or a function of the scope's URI. */
  settings?: unknown;
  readonly host?: ServerHost;
  readonly rootUri?: string;
  readonly initializationOptions?: unknown;
}

/** A real server and a real client, joined by in-memory streams: LSP as on the wire, no process, no editor. */
export async function connect(options: TestOptions = {}) {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), options.host ?? testHost);
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const pushed = new Map<string, Diagnostic[]>();
  const logged: string[] = [];
  let refreshes = 0;
  client.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => void pushed.set(uri, diagnostics));
  client.onNotification('window/logMessage', ({ message }: { message: string }) => void logged.push(message));
  client.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) => {
    const { settings = null } = options;
    return Promise.all(items.map(({ scopeUri }) => (typeof settings === 'function' ? (settings as (scope?: string) => unknown)(scopeUri) : settings)));
  });
  client.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    return null;
  });
  client.onRequest('client/registerCapability', () => null);
  const checks: CheckedParams[] = [];
  client.onNotification('drydock/checked', (params: CheckedParams) => void checks.push(params));
  client.listen();
  const initialized: InitializeResult = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: options.rootUri ?? null,
    capabilities: options.capabilities ?? PULLING,
    workspaceFolders: options.rootUri ? null : (options.folders ?? []).map((uri) => ({ uri, name: 'folder' })),
    initializationOptions: options.initializationOptions ?? { rulePages: true },
  });
  await client.sendNotification(InitializedNotification.type, {});
  const at = (line: number): Range => ({ start: { line, character: 0 }, end: { line, character: 1000 } });
  return {
    client,
    initialized,
    pushed,
    logged,
    checks,
    refreshes: () => refreshes,
    open: (uri: string, text: string, languageId = 'dockerfile') =>
      client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]) =>
      client.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges }),
    closeDocument: (uri: string) => client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    filesChanged: (...uris: string[]) =>
      client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: uris.map((uri) => ({ uri, type: 2 as const })) }),
    foldersChanged: (added: string[], removed: string[]) =>
      client.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added: added.map((uri) => ({ uri, name: '' })), removed: removed.map((uri) => ({ uri, name: '' })) },
      }),
    pull: (uri: string, previousResultId?: string, token?: CancellationToken): Promise<DocumentDiagnosticReport> =>
      client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId }, token),
    resolve: (action: CodeAction): Promise<CodeAction> => client.sendRequest(CodeActionResolveRequest.type, action),
    actions: async (uri: string, line: number, only?: string[]): Promise<CodeAction[]> =>
      ((await client.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: at(line), context: { diagnostics: [], only } })) ?? []) as CodeAction[],
    close: () => client.dispose(),
  };
}

/** Waits until something asynchronous has come about; fails loudly where it never does. */
export async function until(condition: () => boolean, milliseconds = 30_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error('what was waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function itemsOf(report: { items?: Diagnostic[] } | object): Diagnostic[] {
  return 'items' in report ? (report.items as Diagnostic[]) : [];
}

/** The rules of a report's findings, in order. */
export function rulesOf(report: object): unknown[] {
  return itemsOf(report).map(({ code }) => code);
}
