import { vi } from 'vitest';
import { URI } from 'vscode-uri';
import { CancellationTokenSource } from './fakeEvents.ts';

type Listener<Event> = (event: Event) => void;

/** An event of the editor that a test fires itself. */
function event<Event>() {
  const listeners = new Set<Listener<Event>>();
  const on = (listener: Listener<Event>) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  return { on, fire: (value: Event) => [...listeners].forEach((listener) => listener(value)), listeners };
}

export interface FakeDocument {
  readonly uri: URI;
  readonly languageId: string;
  version: number;
}

export function documentAt(uri: string, languageId = 'dockerfile', version = 1): FakeDocument {
  return { uri: URI.parse(uri), languageId, version };
}

/** As much of the editor as the client's own logic asks for. */
export function fakeVscode() {
  const events = {
    opened: event<FakeDocument>(),
    changed: event<{ document: FakeDocument; contentChanges: unknown[] }>(),
    closed: event<FakeDocument>(),
    deleted: event<{ files: URI[] }>(),
    renamed: event<{ files: { oldUri: URI; newUri: URI }[] }>(),
    folders: event<{ added: unknown[]; removed: { uri: URI }[] }>(),
    fileChanged: event<URI>(),
    fileDeleted: event<URI>(),
    activeEditor: event<unknown>(),
    tabs: event<{ opened: unknown[]; closed: unknown[]; changed: unknown[] }>(),
  };
  const shown = new Map<string, unknown[]>();
  const messages: string[] = [];
  const applied: unknown[] = [];
  const statusMessages: string[] = [];
  const item = { name: '', text: '', busy: false, severity: 0, detail: undefined as string | undefined, command: undefined as unknown, dispose: vi.fn() };
  const textDocuments: FakeDocument[] = [];
  class TabInputText {
    constructor(readonly uri: URI) {}
  }
  class TabInputTextDiff {
    constructor(
      readonly original: URI,
      readonly modified: URI,
    ) {}
  }
  const tabs: { input: unknown }[] = [];
  /** As the editor does: the document first, then its tab. */
  const openInTab = (document: FakeDocument) => {
    const tab = { input: new TabInputText(document.uri) };
    textDocuments.push(document);
    events.opened.fire(document);
    tabs.push(tab);
    events.tabs.fire({ opened: [tab], closed: [], changed: [] });
  };
  /** The tab goes at once; the document stays as long as the editor likes. */
  const closeTab = (uri: string) => {
    const closed = tabs.splice(tabs.findIndex(({ input }) => input instanceof TabInputText && input.uri.toString() === uri), 1);
    events.tabs.fire({ opened: [], closed, changed: [] });
  };
  const window = {
    tabGroups: { all: [{ tabs }], onDidChangeTabs: events.tabs.on },
    activeTextEditor: undefined as { document: FakeDocument } | undefined,
    showInformationMessage: (message: string) => (messages.push(message), Promise.resolve(undefined)),
    setStatusBarMessage: (message: string) => void statusMessages.push(message),
    onDidChangeActiveTextEditor: events.activeEditor.on,
  };
  const module = {
    Uri: URI,
    CancellationTokenSource,
    TabInputText,
    TabInputTextDiff,
    Disposable: class {
      constructor(readonly dispose: () => void) {}
    },
    Range: class {
      constructor(...at: number[]) {
        Object.assign(this, { at });
      }
    },
    Diagnostic: class {
      constructor(range: unknown, message: string, severity: unknown) {
        Object.assign(this, { range, message, severity });
      }
    },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
    TextEdit: { replace: (range: unknown, text: string) => ({ range, text }) },
    WorkspaceEdit: class {
      set(uri: URI, edits: unknown[]) {
        Object.assign(this, { uri, edits });
      }
    },
    l10n: { t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])) },
    window,
    languages: {
      match: (selector: { language?: string }[], { languageId }: FakeDocument) => (selector.some(({ language }) => language === languageId) ? 10 : 0),
      createDiagnosticCollection: () => ({
        set: (uri: URI, diagnostics: unknown[]) => void shown.set(uri.toString(), diagnostics),
        delete: (uri: URI) => void shown.delete(uri.toString()),
        clear: () => shown.clear(),
        dispose: () => shown.clear(),
      }),
      createLanguageStatusItem: () => item,
    },
    workspace: {
      textDocuments,
      onDidOpenTextDocument: events.opened.on,
      onDidChangeTextDocument: events.changed.on,
      onDidCloseTextDocument: events.closed.on,
      onDidDeleteFiles: events.deleted.on,
      onDidRenameFiles: events.renamed.on,
      onDidChangeWorkspaceFolders: events.folders.on,
      createFileSystemWatcher: () => ({ onDidChange: events.fileChanged.on, onDidDelete: events.fileDeleted.on, dispose: vi.fn() }),
      applyEdit: (edit: unknown) => (applied.push(edit), Promise.resolve(true)),
    },
  };
  return { module, events, shown, messages, applied, statusMessages, item, textDocuments, window, openInTab, closeTab };
}
