import { beforeEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import type { TierTableResult } from '../../server/src/protocol.ts';
import type { FromTable } from '../../client/webviews/tiers/messages.ts';
import { fakeVscode } from './fakeVscode.ts';

const FILE = URI.parse('file:///w/compose.yml');
const RANGE = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
const ROW = { service: 'web', range: RANGE, tier: 'api', evidence: [], confidence: 'high', before: '', after: 'memory 512M', note: null } as const;
const TABLE = { version: 1, tiers: [], rows: [ROW], edits: [{ range: RANGE, newText: 'x' }] } as unknown as TierTableResult;

/** A panel as the editor's: once it is closed, whoever asks it anything gets an error. */
class FakePanel {
  isClosed = false;
  receive: (message: FromTable) => unknown = () => undefined;
  private readonly onClosed = new Set<() => void>();

  get webview() {
    this.demandOpen();
    return {
      html: '',
      cspSource: '',
      asWebviewUri: (uri: URI) => uri,
      postMessage: () => Promise.resolve(true),
      onDidReceiveMessage: (listener: typeof this.receive) => ((this.receive = listener), { dispose: () => undefined }),
    };
  }

  onDidDispose(listener: () => void) {
    this.onClosed.add(listener);
    return { dispose: () => this.onClosed.delete(listener) };
  }

  reveal(): void {
    this.demandOpen();
  }

  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const listener of [...this.onClosed]) listener();
  }

  private demandOpen(): void {
    if (this.isClosed) throw new Error('Webview is disposed');
  }
}

let fake = fakeVscode();
let panels: FakePanel[] = [];

beforeEach(() => {
  fake = fakeVscode();
  panels = [];
  Object.assign(fake.module, { ViewColumn: { Active: -1 } });
  Object.assign(fake.module.Uri, { joinPath: (uri: URI) => uri });
  Object.assign(fake.module.window, {
    createWebviewPanel: () => panels[panels.push(new FakePanel()) - 1],
    showTextDocument: () => Promise.resolve(),
  });
  Object.assign(fake.module.workspace, {
    asRelativePath: () => 'compose.yml',
    openTextDocument: () => Promise.resolve({ uri: FILE, version: 1 }),
    registerTextDocumentContentProvider: () => ({ dispose: () => undefined }),
  });
  Object.assign(fake.module, { EventEmitter: class { readonly event = () => undefined; dispose(): void {} } });
  vi.resetModules();
  vi.doMock('vscode', () => fake.module);
});

async function start(answer: () => Promise<TierTableResult | null>) {
  const { ApplyTiers } = await import('../../client/src/commands/applyTiers.ts');
  const context = { guard: (_: string, work: () => Promise<void>) => work(), server: { request: answer } };
  const command = new ApplyTiers(FILE as never, context as never);
  const run = () => command.run(FILE as never);
  await run();
  return run;
}

it('opens the table anew once its limits are added', async () => {
  const run = await start(() => Promise.resolve(TABLE));
  await panels[0]!.receive({ kind: 'apply' });
  expect(fake.applied).toHaveLength(1);
  expect(fake.statusMessages).toEqual(['Drydock: 1 service got limits']);
  expect(panels[0]!.isClosed).toBe(true);
  await run();
  expect(panels.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

it('opens the table anew once a person closed it', async () => {
  const run = await start(() => Promise.resolve(TABLE));
  await run();
  expect(panels).toHaveLength(1);
  panels[0]!.dispose();
  await run();
  expect(panels.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

it('says nothing to a table that was closed before the answer came', async () => {
  let answer: (table: TierTableResult) => void = () => undefined;
  await start(() => new Promise((resolve) => (answer = resolve)));
  const asked = panels[0]!.receive({ kind: 'ready' });
  await Promise.resolve();
  panels[0]!.dispose();
  answer(TABLE);
  await expect(asked).resolves.toBeUndefined();
});
