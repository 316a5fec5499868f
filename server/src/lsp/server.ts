import {
  CodeActionKind,
  CodeLensRefreshRequest,
  LSPErrorCodes,
  ResponseError,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type CancellationToken,
  type CodeAction,
  type ClientCapabilities,
  type Connection,
  type InitializeResult,
} from 'vscode-languageserver';
import {
  ALIGN_OFFERS,
  CHECKED,
  DEBUG_INFORMATION,
  EXPORT_SCAN,
  FIX_FILE,
  FIX_WORKSPACE,
  IGNORE_OFFERS,
  SCAN_WORKSPACE,
  TIER_TABLE,
  type CheckedParams,
  type DebugInformation,
  type ExportScanParams,
  type FixFileParams,
  type FixFileResult,
  type FixWorkspaceParams,
  type IgnoreOffersParams,
  type ScanWorkspaceParams,
  type TierTableParams,
  type TierTableResult,
} from '../protocol.ts';
import { RULES } from '../rules/index.ts';
import { alignOffers } from './alignOffers.ts';
import { Builds } from './builds/builds.ts';
import { costOf } from './builds/costOf.ts';
import { serveBuilds } from './builds/serveBuilds.ts';
import { serveScanner } from './vulnerabilities/serveScanner.ts';
import { Checker } from './checker.ts';
import { codeActions, FIX_ALL_KIND, wideEdit, type LazyFix } from './codeActions.ts';
import { ConfigDiagnostics } from './configDiagnostics.ts';
import { ConfigWatch } from './configWatch.ts';
import { toTextEdit, type DiagnosticPlaces } from './convert.ts';
import { Pusher, servePull, type DiagnosticsContext } from './diagnostics.ts';
import { OpenDocument, type CheckedVersion } from './document.ts';
import { fixWidely } from './fixes.ts';
import { exportScan } from './scanReport/exportScan.ts';
import { fixWorkspace } from './scanReport/fixWorkspace.ts';
import { documentLinks } from './documentLinks.ts';
import type { OfferContext } from './editOffer.ts';
import { Folders } from './folders.ts';
import { hover } from './hover.ts';
import { ignoreOffers } from './ignoreOffers.ts';
import { Measuring } from './measuring.ts';
import { scanWorkspace } from './scanReport/scanWorkspace.ts';
import type { ScanContext } from './scan.ts';
import type { ServerHost } from './serverHost.ts';
import { Settings } from './settings.ts';
import { silenceInWorkspace } from './silenceInWorkspace.ts';
import { tierTableOf } from './tierTable.ts';
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
  const checker = new Checker(
    folders,
    settings,
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
  serveBuilds({
    connection,
    folders,
    builds,
    check: async (uri, token) => {
      const document = documents.get(uri);
      const checked = document ? await checker.check(document, token) : null;
      return document && checked ? { document, checked } : null;
    },
  });
  serveScanner({
    connection,
    folders,
    builds,
    scan: host.scanImage ?? null,
    version: host.version,
    configOf: (uri) => settings.forDocument(uri),
    openDocument: (uri) => documents.get(uri) ?? null,
  });
  const measuring = new Measuring(folders, { check: (document) => checker.check(document), onChanged: refresh });
  const offerContext = (): OfferContext => ({ folders, abilities: editAbilities(client), openDocument: (uri) => documents.get(uri) });

  const scanContext: ScanContext = { connection, folders, settings, host, loadShell, onRuleError };

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
    folders.overlay(document.uri, document.getText());
    configDiagnostics.documentChanged(document.uri);
  });
  documents.onDidClose(({ document }) => {
    document.isClosed = true;
    folders.overlay(document.uri, null);
    settings.forget(document.uri);
    configDiagnostics.documentChanged(document.uri);
  });

  connection.onCodeAction((params, token) =>
    timed('code actions', token, [], async () => {
      const document = documents.get(params.textDocument.uri);
      const checked = document ? await checker.check(document, token) : null;
      if (!document || !checked || token.isCancellationRequested) return [];
      const silenceEdit = await silenceInWorkspace(document.uri, folders, (uri) => documents.get(uri));
      return codeActions(params, {
        document,
        checked,
        places: placesOf(document, checked),
        abilities: editAbilities(client),
        openDocument: (uri) => documents.get(uri),
        canResolve,
        canOpenPages: isOurs,
        silenceInWorkspace: silenceEdit,
      });
    }),
  );

  connection.onHover(({ textDocument, position }, token) =>
    timed('hover', token, null, async () => {
      const document = documents.get(textDocument.uri);
      const checked = document ? await checker.check(document, token) : null;
      return checked && hover(checked, position);
    }),
  );

  connection.onDocumentLinks(({ textDocument }, token) =>
    timed('document links', token, null, async () => {
      const document = documents.get(textDocument.uri);
      const checked = document ? await checker.check(document, token) : null;
      return document && checked ? documentLinks(checked, placesOf(document, checked)) : null;
    }),
  );

  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const fix = action.data as LazyFix | undefined;
    if (!fix || action.edit) return action;
    const document = documents.get(fix.uri);
    const checked = document?.version === fix.version ? await checker.check(document, token) : null;
    if (!document || !checked) throw new ResponseError(LSPErrorCodes.ContentModified, 'The document changed meanwhile.');
    const edit = wideEdit(fix, { document, checked, places: placesOf(document, checked), abilities: editAbilities(client), openDocument: (uri) => documents.get(uri) });
    return { ...action, ...(edit ? { edit } : {}) };
  });

  connection.onRequest(FIX_FILE, (params: FixFileParams, token: CancellationToken) =>
    timed<FixFileResult | null>('fix file', token, null, async () => {
      const document = documents.get(params.uri);
      const checked = document ? await checker.check(document, token) : null;
      if (!document || !checked) return null;
      const fixed = fixWidely(checked, { selection: 'safe', rule: null });
      return {
        version: document.version,
        edits: fixed.edits.map((edit) => toTextEdit(edit, checked.source.lines)),
        fixed: fixed.applied.length,
        left: fixed.remaining.length,
      };
    }),
  );

  connection.onRequest(SCAN_WORKSPACE, (params: ScanWorkspaceParams, token: CancellationToken) =>
    scanWorkspace(params, token, { ...scanContext, lastBuilds: builds.last }),
  );

  connection.onRequest(EXPORT_SCAN, (params: ExportScanParams, token: CancellationToken) => exportScan(params, token, scanContext));

  connection.onRequest(FIX_WORKSPACE, (params: FixWorkspaceParams, token: CancellationToken) => fixWorkspace(params, token, { ...scanContext, ...offerContext() }));

  connection.onRequest(IGNORE_OFFERS, (params: IgnoreOffersParams, token: CancellationToken) => ignoreOffers(params, token, offerContext()));

  connection.onRequest(ALIGN_OFFERS, (_: null, token: CancellationToken) => alignOffers(token, offerContext()));

  connection.onRequest(TIER_TABLE, (params: TierTableParams, token: CancellationToken) =>
    timed<TierTableResult | null>('tier table', token, null, async () => {
      const document = documents.get(params.uri);
      const checked = document ? await checker.check(document, token) : null;
      return document && checked ? tierTableOf(document, checked, await settings.forDocument(document.uri), params) : null;
    }),
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
