import { vi } from 'vitest';
import { URI, Utils } from 'vscode-uri';
import { EMPTY_TRACE } from '../../server/src/timing/emptyTrace.ts';
import type { BuildEnd, BuildProblem, BuildTrace, TraceDelta } from '../../server/src/protocol.ts';
import type { TraceStep } from '../../server/src/timing/trace.ts';
import { madeStep, madeTarget } from '../server/timing/madeSteps.ts';
import { CancellationTokenSource, EventEmitter } from './fakeEvents.ts';
import { fakeVscode } from './fakeVscode.ts';

class Task {
  group: unknown;
  presentationOptions: unknown;
  constructor(
    readonly definition: { type: string },
    readonly scope: unknown,
    readonly name: string,
    readonly source: string,
    readonly execution: { callback: (definition: unknown) => Promise<unknown> },
    readonly problemMatchers: readonly string[],
  ) {}
}

/** A memento as the editor's: what goes in comes out as JSON. */
export class FakeMemento {
  readonly kept = new Map<string, string>();
  get(key: string): unknown {
    const text = this.kept.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }
  update(key: string, value: unknown): Promise<void> {
    this.kept.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
  keys(): readonly string[] {
    return [...this.kept.keys()];
  }
}

/** A panel as the editor's: once it is closed, whoever asks it anything gets an error. */
export class FakeWebviewPanel {
  title = '';
  visible = true;
  viewColumn = 1;
  isClosed = false;
  revealed = 0;
  readonly told: { kind: string }[] = [];
  receive: (message: unknown) => unknown = () => undefined;
  private readonly closed = new EventEmitter<void>();
  private readonly viewState = new EventEmitter<void>();
  readonly onDidDispose = this.closed.event;
  readonly onDidChangeViewState = this.viewState.event;

  get webview() {
    if (this.isClosed) throw new Error('Webview is disposed');
    return {
      html: '',
      options: {},
      cspSource: '',
      asWebviewUri: (uri: URI) => uri,
      postMessage: (message: { kind: string }) => Promise.resolve(this.told.push(message) > 0),
      onDidReceiveMessage: (listener: typeof this.receive) => ((this.receive = listener), { dispose: () => undefined }),
    };
  }

  /** The editor throws the page away, and makes a new one when it is shown. */
  hide(): void {
    this.visible = false;
    this.viewState.fire();
  }

  reveal(): void {
    this.revealed++;
    this.visible = true;
    this.viewState.fire();
  }

  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.closed.fire();
  }
}

/** A tab of the window before that nobody has looked at yet. */
export class TabInputWebview {
  constructor(readonly viewType: string) {}
}

export interface Asked {
  readonly title: string;
  readonly items: readonly { readonly label: string; readonly description?: string; readonly picked?: boolean }[];
}

/** A list that is answered as soon as it is shown: undefined closes it, ticks are taken, and a text is typed, with Enter after it. */
class FakeQuickPick {
  title = '';
  items: readonly { label: string }[] = [];
  selectedItems: readonly { label: string }[] = [];
  activeItems: readonly { label: string }[] = [];
  value = '';
  private accept: () => void = () => {};
  private hidden: () => void = () => {};

  constructor(private readonly answer: (list: FakeQuickPick) => Promise<readonly { label: string }[] | string | undefined>) {}

  onDidAccept(listener: () => void): void {
    this.accept = listener;
  }

  onDidHide(listener: () => void): void {
    this.hidden = listener;
  }

  show(): void {
    void this.answer(this).then((ticked) => {
      this.value = typeof ticked === 'string' ? ticked : '';
      this.selectedItems = typeof ticked === 'object' ? ticked : [];
      if (ticked !== undefined) this.accept();
      else this.hide();
    });
  }

  hide(): void {
    this.hidden();
  }

  dispose(): void {}
}

/** The fake editor with all that builds ask of it. People's answers are put in beforehand, as functions of what they are asked. */
export function fakeBuildEditor() {
  const fake = fakeVscode();
  const state = {
    settings: new Map<string, unknown>(),
    memento: new FakeMemento(),
    /** Answers of a person, first one first; nothing left means that the question is closed. */
    picks: [] as ((items: readonly { label: string }[]) => unknown)[],
    inputs: [] as (string | undefined)[],
    /** Labels of buttons to press, first message first. */
    buttons: [] as (string | undefined)[],
    asked: [] as Asked[],
    inputBoxes: [] as { title?: string; password?: boolean; value?: string }[],
    notices: [] as { kind: string; message: string; buttons: readonly string[] }[],
    executed: [] as unknown[][],
    clipboard: [] as string[],
    output: '',
    statusItems: [] as { text: string; tooltip: string; isShown: boolean }[],
    progress: [] as { message?: string; increment?: number }[],
    progressTokens: [] as CancellationTokenSource[],
    panels: [] as FakeWebviewPanel[],
    tabs: [] as { input: unknown }[],
    shownDocuments: [] as { uri: string; options: { selection?: { start: { line: number } } } }[],
    texts: new Map<string, string>(),
    savedTo: undefined as URI | undefined,
    written: new Map<string, string>(),
    commands: new Map<string, (...args: unknown[]) => unknown>(),
    serializer: null as null | { deserializeWebviewPanel(panel: FakeWebviewPanel): Promise<void> },
    taskProvider: null as unknown,
  };
  const notice = (kind: string) => (message: string, ...buttons: string[]) => {
    state.notices.push({ kind, message, buttons });
    const pressed = buttons.length > 0 ? state.buttons.shift() : undefined;
    return Promise.resolve(pressed);
  };
  const folders = [{ uri: URI.parse('file:///w'), name: 'w', index: 0 }];
  Object.assign(fake.module, {
    EventEmitter,
    CancellationTokenSource,
    Task,
    TaskGroup: { Build: 'build' },
    TaskRevealKind: { Always: 1 },
    CustomExecution: class {
      constructor(readonly callback: unknown) {}
    },
    Uri: Object.assign(Object.create(URI) as typeof URI, { joinPath: Utils.joinPath, parse: URI.parse, file: URI.file }),
    Position: class {
      constructor(readonly line: number, readonly character: number) {}
    },
    Range: class {
      constructor(readonly start: unknown, readonly end: unknown) {}
    },
    ViewColumn: { Active: -1, Beside: -2, One: 1, Two: 2 },
    QuickPickItemKind: { Separator: -1 },
    TabInputWebview,
    ProgressLocation: { Notification: 15 },
    StatusBarAlignment: { Left: 1 },
    commands: {
      executeCommand: (...args: unknown[]) => (state.executed.push(args), Promise.resolve()),
      registerCommand: (name: string, run: (...args: unknown[]) => unknown) => (state.commands.set(name, run), { dispose: () => state.commands.delete(name) }),
    },
    tasks: { registerTaskProvider: (_: string, provider: unknown) => ((state.taskProvider = provider), { dispose: vi.fn() }) },
    env: { clipboard: { writeText: (text: string) => Promise.resolve(void state.clipboard.push(text)) }, openExternal: vi.fn(), remoteName: undefined },
  });
  Object.defineProperty(fake.module.Uri, Symbol.hasInstance, { value: (value: unknown) => value instanceof URI });
  Object.assign(fake.module.window, {
    visibleTextEditors: [],
    tabGroups: {
      ...fake.module.window.tabGroups,
      all: [{ tabs: state.tabs }],
      close: (closed: readonly { input: unknown }[]) => Promise.resolve(state.tabs.splice(0, state.tabs.length, ...state.tabs.filter((tab) => !closed.includes(tab))).length > 0),
    },
    showInformationMessage: notice('information'),
    showWarningMessage: notice('warning'),
    showErrorMessage: notice('error'),
    showQuickPick: (items: readonly { label: string }[], options: { title?: string; placeHolder?: string }) => {
      state.asked.push({ title: options.title ?? options.placeHolder ?? '', items });
      return Promise.resolve(state.picks.shift()?.(items));
    },
    createQuickPick: () => new FakeQuickPick((list) => {
      state.asked.push({ title: list.title, items: list.items });
      const answer = state.picks.shift()?.(list.items) as readonly { label: string }[] | string | undefined;
      return Promise.resolve(answer);
    }),
    showInputBox: (options: { title?: string; password?: boolean; value?: string }) => (state.inputBoxes.push(options), Promise.resolve(state.inputs.shift())),
    showSaveDialog: () => Promise.resolve(state.savedTo),
    createOutputChannel: () => ({
      append: (text: string) => void (state.output += text),
      clear: () => void (state.output = ''),
      show: () => void state.executed.push(['show output']),
      dispose: vi.fn(),
    }),
    createStatusBarItem: () => {
      const item = { text: '', tooltip: '', isShown: false, show: () => void (item.isShown = true), dispose: () => void (item.isShown = false) };
      state.statusItems.push(item);
      return item;
    },
    withProgress: (_: unknown, work: (progress: unknown, token: unknown) => Promise<unknown>) => {
      const source = new CancellationTokenSource();
      state.progressTokens.push(source);
      return work({ report: (value: { message?: string }) => void state.progress.push(value) }, source.token);
    },
    createWebviewPanel: () => state.panels[state.panels.push(new FakeWebviewPanel()) - 1],
    registerWebviewPanelSerializer: (_: string, serializer: typeof state.serializer) => ((state.serializer = serializer), { dispose: vi.fn() }),
    showTextDocument: (document: { uri: URI }, options: { selection?: { start: { line: number } } }) => {
      state.shownDocuments.push({ uri: document.uri.toString(), options });
      return Promise.resolve();
    },
  });
  Object.assign(fake.module.workspace, {
    isTrusted: true,
    workspaceFolders: folders,
    getConfiguration: (section: string) => ({ get: (key: string) => state.settings.get(`${section}.${key}`) }),
    getWorkspaceFolder: (uri: URI) => folders.find((folder) => uri.path === folder.uri.path || uri.path.startsWith(`${folder.uri.path}/`)),
    asRelativePath: (uri: URI) => (uri.path.startsWith('/w/') ? uri.path.slice(3) : uri.fsPath),
    findFiles: () => Promise.resolve([URI.parse('file:///w/compose.yml')]),
    fs: { writeFile: (uri: URI, bytes: Uint8Array) => Promise.resolve(void state.written.set(uri.toString(), new TextDecoder().decode(bytes))) },
    openTextDocument: (uri: URI) => {
      const text = state.texts.get(uri.toString());
      if (text === undefined) return Promise.reject(new Error(`there is no ${uri.toString()}`));
      const lines = text.split('\n');
      return Promise.resolve({ uri, getText: () => text, lineCount: lines.length, lineAt: (line: number) => ({ range: { end: { line, character: lines[line]!.length } } }) });
    },
  });
  vi.resetModules();
  vi.doMock('vscode', () => fake.module);
  return Object.assign(state, fake);
}

interface BuildRequestSeen {
  readonly params: { readonly key: string; readonly request: { readonly what: unknown; readonly noCache: boolean } & Record<string, unknown> };
  readonly token: { readonly isCancellationRequested: boolean; onCancellationRequested(listener: () => void): unknown };
  readonly end: (end: BuildEnd) => void;
  readonly fail: (error: Error) => void;
}

/** The server as far as builds know it: builds end when the test says so. */
export function fakeBuildServer(answers: Readonly<Record<string, (params: never) => unknown>> = {}) {
  const handlers = new Map<string, (params: unknown) => void>();
  const endings = new Set<() => Promise<void>>();
  const builds: BuildRequestSeen[] = [];
  const requests: { method: string; params: unknown }[] = [];
  const server = {
    state: 'running' as string,
    request: (method: string, params: never, token: never) => {
      requests.push({ method, params });
      if (method === 'drydock/build') return new Promise((end, fail) => builds.push({ params, token, end, fail }));
      const answer = answers[method];
      return answer ? Promise.resolve(answer(params)) : Promise.reject(new Error(`nobody answers ${method}`));
    },
    onNotification: (method: string, handler: (params: never) => void) => (handlers.set(method, handler as never), { dispose: () => handlers.delete(method) }),
    onWillStop: (end: () => Promise<void>) => (endings.add(end), { dispose: () => endings.delete(end) }),
  };
  return {
    server,
    builds,
    requests,
    notify: (method: string, params: unknown) => handlers.get(`drydock/${method}`)?.(params),
    stop: () => Promise.all([...endings].map((end) => end())),
    handlers,
  };
}

export function step(id: string, part: Partial<TraceStep> = {}): TraceStep {
  const place = { dockerfile: 'web/Dockerfile', line: 4, endLine: 4, text: `RUN ${id}` };
  return madeStep({ id, position: { index: 2, total: 3 }, place, intervals: [[0, 1000]], ...part });
}

export function trace(steps: readonly TraceStep[], part: Partial<BuildTrace> = {}): BuildTrace {
  return { ...EMPTY_TRACE, state: 'running', targets: [madeTarget({ state: 'running', end: null })], steps, ...part };
}

export function delta(steps: readonly TraceStep[], part: Partial<TraceDelta> = {}): TraceDelta {
  return { ...trace(steps), ...part };
}

export function endOf(built: BuildTrace, part: { id?: string | null; problem?: BuildProblem | null; commands?: readonly string[] } = {}): BuildEnd {
  const { id = 'r1', problem = null, commands = ['docker compose build web'] } = part;
  const facts = { title: 'web', startedAt: '2026-11-21T10:00:00.000Z', milliseconds: 12_300, images: {}, withoutCache: null, commands, problem: problem?.message ?? null };
  return { id, facts, trace: built, problem, commands: [] };
}

export const WEB = { kind: 'compose', folder: '/w', files: [], services: ['web'], profiles: [] } as const;

/** Lets promises that are settled go on. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
