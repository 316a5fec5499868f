import { vi } from 'vitest';
import { Utils, type URI } from 'vscode-uri';
import type { BuildEntry, BuildsResult, BuildTrend } from '../../server/src/protocol.ts';
import type { TargetSummary } from '../../server/src/timing/history/entries.ts';
import type { Comparison, StepComparison, StepSide } from '../../server/src/timing/comparison.ts';
import { fakeVscode } from './fakeVscode.ts';

export const FOLDER = 'file:///w/shop';

export function target(name: string, over: Partial<TargetSummary> = {}): TargetSummary {
  return { name, state: 'done', milliseconds: 38_200, cacheRate: 0.92, imageBytes: 412_000_000, ...over };
}

/** A build that began `minute` minutes after noon. */
export function build(minute: number, over: Partial<BuildEntry> = {}): BuildEntry {
  const startedAt = new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString();
  return {
    id: `${startedAt.replaceAll(/[-:.]/g, '')}-aaaa`,
    startedAt,
    state: 'done',
    what: { kind: 'compose', files: ['compose.yml'], names: ['api'] },
    milliseconds: 40_000,
    noCache: false,
    folder: FOLDER,
    targets: [target('api')],
    cacheRate: 0.9,
    contextBytes: 0,
    ...over,
  };
}

export function trend(over: Partial<BuildTrend> = {}): BuildTrend {
  return { folder: FOLDER, name: 'api', builds: 12, failures: 1, average: 41_000, cacheRate: 0.8, recent: [40_000, 20_000, 5_000], ...over };
}

export const builds = (entries: readonly BuildEntry[], trends: readonly BuildTrend[] = []): BuildsResult => ({ builds: entries, trends });

export const side = (id: string, duration: number, state: StepSide['state'] = 'done'): StepSide => ({ id, state, duration });

export function step(label: string, before: StepSide | null, after: StepSide | null, change: StepComparison['change'], over: Partial<StepComparison> = {}): StepComparison {
  return { label, stage: null, line: 3, before, after, change, ...over };
}

export function comparison(over: Partial<Comparison> = {}): Comparison {
  return {
    before: build(0).id,
    after: build(5).id,
    wall: { before: 10_000, after: 40_000 },
    cacheRate: { before: 1, after: 0.5 },
    imageBytes: { before: 400_000_000, after: 412_000_000 },
    contextBytes: { before: 1_000, after: 3_000 },
    targets: [],
    headline: 'Slower.',
    ...over,
  };
}

/** The editor with trees, pages and a clipboard. Mocked for what is imported after it. */
export function editorWithTrees() {
  const fake = fakeVscode();
  const commands: unknown[][] = [];
  const views: { id: string; options: { treeDataProvider: unknown }; view: FakeView }[] = [];
  const panels: FakePanel[] = [];
  const copied: string[] = [];
  const opened: { uri: URI; line: number }[] = [];
  /** Texts of files that can be opened, by URI. */
  const openable = new Map<string, string>();
  /** Answers to questions and pickers, first one first. */
  const answers: unknown[] = [];
  const asked: { message: string; items: unknown }[] = [];
  class Position {
    constructor(
      readonly line: number,
      readonly character: number,
    ) {}
  }
  Object.assign(fake.module, {
    EventEmitter: FakeEmitter,
    TreeItem: class {
      constructor(
        readonly label: string,
        readonly collapsibleState: number,
      ) {}
    },
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    ThemeIcon: class {
      constructor(
        readonly id: string,
        readonly color?: unknown,
      ) {}
    },
    ThemeColor: class {
      constructor(readonly id: string) {}
    },
    MarkdownString: FakeMarkdown,
    Position,
    Range: class {
      constructor(
        readonly start: Position,
        readonly end: Position,
      ) {}
    },
    ViewColumn: { Active: -1, Beside: -2, One: 1, Two: 2 },
    env: { language: 'en', clipboard: { writeText: (text: string) => (copied.push(text), Promise.resolve()) } },
    commands: { executeCommand: (...args: unknown[]) => (commands.push(args), Promise.resolve()) },
  });
  Object.assign(fake.module.Uri, { joinPath: Utils.joinPath.bind(Utils) });
  Object.assign(fake.module.window, {
    createTreeView: (id: string, options: { treeDataProvider: unknown }) => {
      const view = new FakeView();
      views.push({ id, options, view });
      return view;
    },
    createWebviewPanel: () => panels[panels.push(new FakePanel()) - 1],
    visibleTextEditors: [],
    showTextDocument: ({ uri }: { uri: URI }, { selection }: { selection: { start: Position } }) => (opened.push({ uri, line: selection.start.line }), Promise.resolve()),
    showWarningMessage: (message: string, _options: unknown, ...items: string[]) => (asked.push({ message, items }), Promise.resolve(answers.shift())),
    showQuickPick: (items: unknown[]) => (asked.push({ message: '', items }), Promise.resolve(items[Number(answers.shift() ?? -1)])),
  });
  Object.assign(fake.module.workspace, {
    getWorkspaceFolder: () => undefined,
    openTextDocument: (uri: URI) => {
      const lines = openable.get(uri.toString())?.split('\n');
      if (!lines) return Promise.reject(new Error(`there is no ${uri.toString()}`));
      const lineAt = (line: number) => ({ range: { end: new Position(line, lines[line]!.length) } });
      return Promise.resolve({ uri, lineCount: lines.length, getText: () => lines.join('\n'), lineAt });
    },
  });
  vi.resetModules();
  vi.doMock('vscode', () => fake.module);
  return { ...fake, commands, views, panels, copied, opened, openable, answers, asked };
}

export type Editor = ReturnType<typeof editorWithTrees>;

/** A server that answers by method, and what it was asked. */
export function fakeServer(answers: Readonly<Record<string, (params: never) => unknown>>) {
  const requests: { method: string; params: unknown }[] = [];
  const request = async (method: string, params: unknown) => {
    requests.push({ method, params });
    const answer = answers[method];
    if (!answer) throw new Error(`nobody answers ${method}`);
    return answer(params as never);
  };
  const context = { server: { request }, output: { error: vi.fn() }, guard: (_: string, run: () => unknown) => run() };
  return { requests, context: context as never, output: context.output };
}

/** What the workspace remembers. */
export function fakeMemory(kept: Record<string, unknown> = {}) {
  const values = new Map(Object.entries(kept));
  const update = (key: string, value: unknown) => (value === undefined ? values.delete(key) : values.set(key, value), Promise.resolve());
  return { values, memory: { get: (key: string, other: unknown) => values.get(key) ?? other, update } as never };
}

class FakeEmitter<Event> {
  private readonly listeners = new Set<(event: Event) => void>();
  readonly event = (listener: (event: Event) => void) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

/** Keeps what is text apart from what is Markdown. */
export class FakeMarkdown {
  readonly parts: { readonly kind: 'text' | 'markdown'; readonly value: string }[] = [];
  appendText(value: string): this {
    this.parts.push({ kind: 'text', value });
    return this;
  }
  appendMarkdown(value: string): this {
    this.parts.push({ kind: 'markdown', value });
    return this;
  }
  get text(): string {
    return this.parts.map(({ value }) => value).join('');
  }
}

export class FakeView {
  message: string | undefined;
  selection: unknown[] = [];
  private readonly visibility = new FakeEmitter<{ visible: boolean }>();
  readonly onDidChangeVisibility = this.visibility.event;
  setVisible(visible: boolean): void {
    this.visibility.fire({ visible });
  }
  dispose(): void {}
}

/** A panel as the editor's: once it is closed, whoever asks it anything gets an error. */
export class FakePanel {
  title = '';
  viewColumn = 1;
  isClosed = false;
  readonly told: { kind: string; [key: string]: unknown }[] = [];
  receive: (message: unknown) => unknown = () => undefined;
  private readonly onClosed = new Set<() => void>();
  private readonly page = {
    html: '',
    cspSource: 'page:',
    asWebviewUri: (uri: URI) => uri,
    postMessage: (message: { kind: string }) => (this.told.push(message), Promise.resolve(true)),
    onDidReceiveMessage: (listener: typeof this.receive) => ((this.receive = listener), { dispose: () => undefined }),
  };

  get webview() {
    if (this.isClosed) throw new Error('Webview is disposed');
    return this.page;
  }

  onDidDispose(listener: () => void) {
    this.onClosed.add(listener);
    return { dispose: () => this.onClosed.delete(listener) };
  }

  reveal(): void {
    if (this.isClosed) throw new Error('Webview is disposed');
  }

  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const listener of [...this.onClosed]) listener();
  }
}
