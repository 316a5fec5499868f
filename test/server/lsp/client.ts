import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  CodeActionRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
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
import { shell } from '../support/engine.ts';

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
  settings?: unknown;
  readonly host?: ServerHost;
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
  client.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => options.settings ?? null));
  client.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    return null;
  });
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  const initialized: InitializeResult = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? PULLING,
    workspaceFolders: (options.folders ?? []).map((uri) => ({ uri, name: 'folder' })),
    initializationOptions: { rulePages: true },
  });
  await client.sendNotification(InitializedNotification.type, {});
  const at = (line: number): Range => ({ start: { line, character: 0 }, end: { line, character: 1000 } });
  return {
    client,
    initialized,
    pushed,
    logged,
    refreshes: () => refreshes,
    open: (uri: string, text: string, languageId = 'dockerfile') =>
      client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]) =>
      client.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges }),
    pull: (uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId }),
    actions: async (uri: string, line: number, only?: string[]): Promise<CodeAction[]> =>
      ((await client.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: at(line), context: { diagnostics: [], only } })) ?? []) as CodeAction[],
    close: () => client.dispose(),
  };
}

/** Waits until something asynchronous has come about; fails loudly where it never does. */
export async function until(condition: () => boolean, milliseconds = 5000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error('what was waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
