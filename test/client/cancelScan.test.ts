import { beforeEach, expect, it, vi } from 'vitest';
import type { Follower } from '../../client/src/scan/runScan.ts';
import { CancellationTokenSource } from './fakeEvents.ts';
import { fakeVscode } from './fakeVscode.ts';

let inNotification = new CancellationTokenSource();
let notifications = 0;
/** The server's own word comes when this test says so. */
let answer = { resolve: (_: object): void => {}, reject: (_: Error): void => {} };
let told: unknown[] = [];
let report = (_: { message?: string; percentage?: number }): void => {};

beforeEach(() => {
  inNotification = new CancellationTokenSource();
  notifications = 0;
  told = [];
  const fake = fakeVscode();
  Object.assign(fake.module, { ProgressLocation: { Notification: 15 } });
  Object.assign(fake.module.window, {
    withProgress: async (_: unknown, run: (...args: unknown[]) => Promise<unknown>) => {
      notifications++;
      return run({ report: () => undefined }, inNotification.token).finally(() => notifications--);
    },
  });
  vi.resetModules();
  vi.doMock('vscode', () => fake.module);
});

const RESULT = { files: [], skipped: [], cancelled: false };
const CANCELLED = { ...RESULT, cancelled: true };

async function start(follower?: Follower) {
  const { runScan } = await import('../../client/src/scan/runScan.ts');
  const context = {
    output: { info: (text: string) => told.push(text) },
    status: { busy: () => ({ dispose: () => undefined }) },
    scanResults: { show: () => told.push('shown') },
    server: {
      onProgress: (_: string, handler: typeof report) => ((report = handler), Promise.resolve({ dispose: () => undefined })),
      request: () => new Promise((resolve, reject) => (answer = { resolve, reject })),
    },
  };
  const result = runScan(context as never, {}, follower);
  // Until the server is asked.
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return result;
}

/** Calls by what the page is told. */
function follower(): Follower & { readonly calls: unknown[]; cancel: () => void } {
  const follows = {
    calls: [] as unknown[],
    cancel: (): void => {},
    begin: (cancel: () => void) => void (follows.cancel = cancel),
    report: (message: string) => void follows.calls.push(message),
    end: (wasCancelled: boolean) => void follows.calls.push({ wasCancelled }),
  };
  return follows;
}

it('answers who cancels in the notification although the server goes on with its file', async () => {
  const page = follower();
  const running = start(page);
  await vi.waitFor(() => expect(notifications).toBe(1), 30_000);
  inNotification.cancel();
  expect(await running).toBeUndefined();
  expect([notifications, told, page.calls]).toEqual([0, ['Scan cancelled.'], [{ wasCancelled: true }]]);
  // What comes later is nobody's business any more.
  answer.resolve(RESULT);
  answer.reject(new Error('gone'));
  await Promise.resolve();
  expect(told).toEqual(['Scan cancelled.']);
});

it('answers who cancels in the page', async () => {
  const page = follower();
  const running = start(page);
  await vi.waitFor(() => expect(notifications).toBe(1), 30_000);
  page.cancel();
  expect(await running).toBeUndefined();
  answer.reject(new Error('the request was cancelled'));
  expect([notifications, page.calls]).toEqual([0, [{ wasCancelled: true }]]);
});

it('tells the page how far it is, and that it is done', async () => {
  const page = follower();
  const running = start(page);
  await vi.waitFor(() => expect(notifications).toBe(1), 30_000);
  report({ message: '3 / 7', percentage: 42 });
  answer.resolve(RESULT);
  expect(await running).toEqual(RESULT);
  expect([told, page.calls]).toEqual([['shown'], ['3 / 7', { wasCancelled: false }]]);
});

it('takes the word of a server that was told otherwise', async () => {
  const running = start();
  await vi.waitFor(() => expect(notifications).toBe(1), 30_000);
  answer.resolve(CANCELLED);
  expect(await running).toBeUndefined();
});

it('tells what went wrong to whoever asked', async () => {
  const page = follower();
  const running = start(page);
  await vi.waitFor(() => expect(notifications).toBe(1), 30_000);
  answer.reject(new Error('broken'));
  await expect(running).rejects.toThrow('broken');
  expect(page.calls).toEqual([{ wasCancelled: false }]);
});
