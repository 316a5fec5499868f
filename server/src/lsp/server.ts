import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type InitializeResult,
} from 'vscode-languageserver';
import { fixUntilStable } from '../core/engine/fixAll.ts';
import {
  CHECKED,
  DEBUG_INFORMATION,
  FIX_FILE,
  SCAN_WORKSPACE,
  type CheckedParams,
  type DebugInformation,
  type FixFileParams,
  type FixFileResult,
  type ScanWorkspaceParams,
} from '../protocol.ts';
import { RULES } from '../rules/index.ts';
import { Checker } from './checker.ts';
import { codeActions, FIX_ALL_KIND } from './codeActions.ts';
import { toTextEdit, type DiagnosticPlaces } from './convert.ts';
import { Pusher, servePull, type DiagnosticsContext } from './diagnostics.ts';
import { OpenDocument, type CheckedVersion } from './document.ts';
import { Folders } from './folders.ts';
import { scanWorkspace } from './scan.ts';
import type { ServerHost } from './serverHost.ts';
import { Settings } from './settings.ts';
import { silenceInWorkspace } from './silenceInWorkspace.ts';
import { WATCHED_FILES } from './watchedFiles.ts';

/** Wires a language server onto a connection; works over stdio, IPC and in-memory streams alike. */
export function startServer(connection: Connection, host: ServerHost): void {
  const documents = new TextDocuments(OpenDocument);
  let client: ClientCapabilities = {};
  let canOpenPages = false;
  const folders = new Folders(host, (message) => connection.console.warn(message));
  const settings = new Settings(connection, folders, () => client.workspace?.configuration === true);
  const thrown = new Set<string>();
  const checker = new Checker(
    folders,
    settings,
    () => host.loadShell(),
    (rule, error) => {
      if (thrown.has(rule)) return;
      thrown.add(rule);
      connection.console.error(`The rule ${rule} failed and is left out: ${error instanceof Error ? error.stack : String(error)}`);
    },
    (document, checked, milliseconds) => {
      const params: CheckedParams = {
        uri: document.uri,
        version: document.version,
        findings: checked.findings.length,
        milliseconds,
        skipped: checked.source.skipReason,
      };
      void connection.sendNotification(CHECKED, params);
    },
  );
  const placesOf = (document: OpenDocument, checked: CheckedVersion): DiagnosticPlaces => ({
    uri: document.uri,
    lines: checked.source.lines,
    uriOf: (path) => folders.placeOf(document.uri)?.folder.uriOf(path) ?? null,
    pageOf: (rule) => host.rulePage(rule),
  });
  const context: DiagnosticsContext = { connection, documents, checker, placesOf };
  let pusher: Pusher | null = null;
  const refresh = () => {
    if (pusher) pusher.refreshAll();
    else if (client.workspace?.diagnostics?.refreshSupport) void connection.languages.diagnostics.refresh();
  };
  folders.onChange(refresh);

  /** One wrapper for timing and errors: a request that fails is logged with its name and answered, never left open. */
  const timed = async <Result>(name: string, token: CancellationToken, fallback: Result, work: () => Promise<Result>): Promise<Result> => {
    const started = performance.now();
    try {
      return token.isCancellationRequested ? fallback : await work();
    } catch (error) {
      connection.console.error(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return fallback;
    } finally {
      connection.tracer.log(`${name}: ${Math.round(performance.now() - started)} ms`);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    canOpenPages = (params.initializationOptions as { rulePages?: boolean } | undefined)?.rulePages === true;
    folders.set(params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []));
    const pulls = client.textDocument?.diagnostic !== undefined;
    if (pulls) servePull(context);
    else pusher = new Pusher(context);
    return {
      serverInfo: { name: 'drydock', version: host.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(pulls
          ? { diagnosticProvider: { identifier: 'drydock', interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'drydock' });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = WATCHED_FILES.map((globPattern) => ({ globPattern }));
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        folders.change(added, removed);
        settings.clear();
        refresh();
      });
    }
  });

  connection.onDidChangeConfiguration(() => {
    settings.clear();
    refresh();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const touched = folders.filesChanged(changes.map(({ uri }) => uri));
    if (touched.config) settings.clear();
    if (touched.any) refresh();
  });

  documents.onDidChangeContent(({ document }) => folders.overlay(document.uri, document.getText()));
  documents.onDidClose(({ document }) => {
    folders.overlay(document.uri, null);
    settings.forget(document.uri);
  });

  connection.onCodeAction((params, token) =>
    timed('code actions', token, [], async () => {
      const document = documents.get(params.textDocument.uri);
      const checked = document ? await checker.check(document, token) : null;
      if (!document || !checked || token.isCancellationRequested) return [];
      const silenceEdit = await silenceInWorkspace(document.uri, folders);
      return codeActions(params, {
        document,
        checked,
        places: placesOf(document, checked),
        canCreateFiles: client.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
        canOpenPages,
        silenceInWorkspace: silenceEdit,
      });
    }),
  );

  connection.onRequest(FIX_FILE, (params: FixFileParams, token: CancellationToken) =>
    timed<FixFileResult | null>('fix file', token, null, async () => {
      const document = documents.get(params.uri);
      const checked = document ? await checker.check(document, token) : null;
      if (!document || !checked) return null;
      const fixed = fixUntilStable(checked.source, checked.check, 'safe');
      return {
        version: document.version,
        edits: fixed.edits.map((edit) => toTextEdit(edit, checked.source.lines)),
        fixed: fixed.applied.length,
        left: fixed.remaining.length,
      };
    }),
  );

  connection.onRequest(SCAN_WORKSPACE, (params: ScanWorkspaceParams, token: CancellationToken) =>
    scanWorkspace(params, token, { connection, folders, settings, host, onRuleError: (rule, error) =>
      connection.console.error(`The rule ${rule} failed during the scan: ${String(error)}`) }),
  );

  connection.onRequest(DEBUG_INFORMATION, async (): Promise<DebugInformation> => ({
    ...host.runtime(),
    rules: RULES.map(({ meta }) => meta.id),
    folders: await folders.describe(),
    openDocuments: documents.all().map((document) => ({
      uri: document.uri,
      language: document.language ?? 'not checked',
      findings: document.checked?.findings.length ?? null,
    })),
  }));

  documents.listen(connection);
  connection.listen();
}
