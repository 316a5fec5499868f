import {
  CodeActionKind,
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type InitializeResult,
} from 'vscode-languageserver';
import { CHECKED, type CheckedParams } from '../protocol.ts';
import { Builds } from './builds/builds.ts';
import { costOf } from './builds/costOf.ts';
import { serveBuilds } from './builds/serveBuilds.ts';
import { Checker } from './checker.ts';
import { FIX_ALL_KIND } from './codeActions.ts';
import { ConfigDiagnostics } from './configDiagnostics.ts';
import { ConfigWatch } from './configWatch.ts';
import type { DiagnosticPlaces } from './convert.ts';
import { Pusher, servePull, type DiagnosticsContext } from './diagnostics.ts';
import { OpenDocument, type CheckedVersion } from './document.ts';
import { Folders } from './folders.ts';
import { Measuring } from './measuring.ts';
import { OpenWork } from './openWork.ts';
import { serveDocuments, type CheckedDocument } from './serveDocuments.ts';
import type { ServerHost } from './serverHost.ts';
import { serveWorkspace } from './serveWorkspace.ts';
import { Settings } from './settings.ts';
import { ScannedImages } from './vulnerabilities/scannedImages.ts';
import { serveScanner } from './vulnerabilities/serveScanner.ts';
import { WATCHED_FILES } from './watchedFiles.ts';
import { editAbilities } from './workspaceEdits.ts';

/** Wires a language server onto a connection; works over stdio, IPC and in-memory streams alike. */
export function startServer(connection: Connection, host: ServerHost): void {
  const documents = new TextDocuments(OpenDocument);
  let client: ClientCapabilities = {};
  /** Our own client has a command for pages, and listens to our notifications; others would only warn of them. */
  let isOurs = false;
  let canResolve = false;
  const folders = new Folders(host, (message) => connection.console.warn(message));
  /** A client that goes away, or does not know what it is told, is no reason to stop. */
  const send = (sent: Promise<unknown>) => void sent.catch(() => {});
  const watchFiles = (globs: readonly string[]) => {
    if (!client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    const watchers = globs.map((globPattern) => ({ globPattern }));
    send(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  };
  const configWatch = new ConfigWatch(watchFiles);
  const configDiagnostics = new ConfigDiagnostics(connection, folders, (uri) => documents.get(uri));
  const settings = new Settings(connection, folders, () => client.workspace?.configuration === true, {
    onLate: () => {
      settings.clear();
      refresh();
    },
    onRead: (folder) => {
      void configDiagnostics.refresh(folder);
      void configWatch.follow(folder);
    },
  });
  const thrown = new Set<string>();
  const onRuleError = (rule: string, error: unknown) => {
    if (thrown.has(rule)) return;
    thrown.add(rule);
    connection.console.error(`The rule ${rule} failed and is left out: ${error instanceof Error ? error.stack : String(error)}`);
  };
  let hasShellFailed = false;
  const loadShell = () =>
    host.loadShell().catch((error: unknown) => {
      if (!hasShellFailed) connection.console.error(`Commands of RUN are not checked: ${String(error)}`);
      hasShellFailed = true;
      return null;
    });
  const openWork = new OpenWork();
  const checker = new Checker(
    folders,
    settings,
    openWork,
    loadShell,
    onRuleError,
    (document, checked, milliseconds) => {
      measuring.after(document, checked);
      if (!isOurs) return;
      const params: CheckedParams = {
        uri: document.uri,
        version: document.version,
        findings: checked.findings.length,
        milliseconds,
        skipped: checked.source.skipReason,
      };
      send(connection.sendNotification(CHECKED, params));
    },
  );
  const placesOf = (document: OpenDocument, checked: CheckedVersion): DiagnosticPlaces => ({
    uri: document.uri,
    lines: checked.source.lines,
    uriOf: (path) => folders.placeOf(document.uri)?.folder.uriOf(path) ?? null,
    pageOf: (rule) => host.rulePage(rule),
    costOf: (finding) => costOf(finding, document, checked, folders, builds.last),
  });
  const context: DiagnosticsContext = { connection, documents, checker, placesOf, generation: () => builds.last.generation };
  let pusher: Pusher | null = null;
  const refresh = () => {
    if (pusher) pusher.refreshAll();
    else if (client.workspace?.diagnostics?.refreshSupport) send(connection.languages.diagnostics.refresh());
  };
  const refreshWithLenses = () => {
    refresh();
    if (client.workspace?.codeLens?.refreshSupport) send(connection.sendRequest(CodeLensRefreshRequest.type));
  };
  folders.onChange(refreshWithLenses);
  const builds = new Builds(folders, host.builds ?? null, {
    notify: (method, params) => send(connection.sendNotification(method, params)),
    onChanged: refreshWithLenses,
  });
  const check = async (uri: string, token: CancellationToken): Promise<CheckedDocument | null> => {
    const document = documents.get(uri);
    const checked = document ? await checker.check(document, token) : null;
    return document && checked ? { document, checked } : null;
  };
  serveBuilds({ connection, folders, builds, check });
  const scannedImages = new ScannedImages();
  serveScanner({
    connection,
    scannedImages,
    folders,
    builds,
    scan: host.scanImage ?? null,
    version: host.version,
    configOf: (uri) => settings.forDocument(uri),
    openDocument: (uri) => documents.get(uri) ?? null,
  });
  const measuring = new Measuring(folders, { check: (document) => checker.check(document), onChanged: refresh });
  serveDocuments({
    connection,
    folders,
    settings,
    openWork,
    check,
    openDocument: (uri) => documents.get(uri),
    placesOf,
    abilities: () => ({ edits: editAbilities(client), canResolve, canOpenPages: isOurs }),
  });
  serveWorkspace({
    connection,
    folders,
    settings,
    host,
    openWork,
    loadShell,
    onRuleError,
    lastBuilds: builds.last,
    scannedImages,
    offerContext: () => ({ folders, abilities: editAbilities(client), openDocument: (uri) => documents.get(uri) }),
    openDocuments: () => documents.all(),
  });

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    isOurs = (params.initializationOptions as { rulePages?: boolean } | undefined)?.rulePages === true;
    canResolve = client.textDocument?.codeAction?.dataSupport === true && (client.textDocument.codeAction.resolveSupport?.properties.includes('edit') ?? false);
    folders.set(params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []));
    const pulls = client.textDocument?.diagnostic !== undefined;
    if (pulls) servePull(context);
    else pusher = new Pusher(context);
    return {
      serverInfo: { name: 'drydock', version: host.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND], resolveProvider: true },
        hoverProvider: true,
        // Lenses call commands of our own client.
        ...(isOurs ? { codeLensProvider: { resolveProvider: false } } : {}),
        documentLinkProvider: { resolveProvider: false },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(pulls
          ? { diagnosticProvider: { identifier: 'drydock', interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      send(connection.client.register(DidChangeConfigurationNotification.type, { section: 'drydock' }));
    }
    watchFiles(WATCHED_FILES);
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        folders.change(added, removed);
        for (const document of documents.all()) folders.overlay(document.uri, document.getText());
        settings.clear();
        configDiagnostics.refreshShown();
        refresh();
      });
    }
  });

  connection.onDidChangeConfiguration((params) => {
    settings.changed(params.settings);
    refreshWithLenses();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const touched = folders.filesChanged(changes.map(({ uri }) => uri));
    if (touched.config) {
      settings.clear();
      configDiagnostics.refreshShown();
    }
    if (touched.any) refresh();
  });

  documents.onDidChangeContent(({ document }) => {
    if (document.language) openWork.edited();
    folders.overlay(document.uri, document.getText());
    configDiagnostics.documentChanged(document.uri);
  });
  documents.onDidClose(({ document }) => {
    document.isClosed = true;
    folders.overlay(document.uri, null);
    settings.forget(document.uri);
    configDiagnostics.documentChanged(document.uri);
  });

  documents.listen(connection);
  connection.listen();
}
