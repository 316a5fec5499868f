import { expect, it } from 'vitest';
import { BackgroundTurns } from '../../../server/src/lsp/backgroundTurns.ts';
import { OpenWork } from '../../../server/src/lsp/openWork.ts';

/** A clock that stands until it is set. */
function clock() {
  let time = 0;
  return { now: () => time, pass: (milliseconds: number) => void (time += milliseconds) };
}

function deferred() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** True where it is settled before anything else is. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return done;
}

it('is pending while an answer is made, however it ends', async () => {
  const work = new OpenWork(clock().now);
  const { promise, resolve } = deferred();
  const answer = work.answer(() => promise);
  const failing = work.answer(() => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(work.isPending).toBe(true);
  resolve();
  await answer;
  expect(work.isPending).toBe(false);
});

it('expects a question after an edit, for a moment', async () => {
  const { now, pass } = clock();
  const work = new OpenWork(now);
  work.edited();
  expect(work.isPending).toBe(true);
  pass(99);
  expect(work.isPending).toBe(true);
  pass(1);
  expect(work.isPending).toBe(false);
  work.edited();
  await work.answer(() => Promise.resolve());
  expect(work.isPending).toBe(false);
});

it('takes no answer to an older text for the one that an edit asks for', async () => {
  const work = new OpenWork(clock().now);
  const { promise, resolve } = deferred();
  const older = work.answer(() => promise);
  work.edited();
  resolve();
  await older;
  expect(work.isPending).toBe(true);
});

it('lets a scan go on at once where nobody waits and its turn is young', async () => {
  const { now, pass } = clock();
  const turns = new BackgroundTurns(new OpenWork(now), now);
  let immediates = 0;
  setImmediate(() => immediates++);
  await turns.next();
  expect(immediates).toBe(0);
  pass(6);
  await turns.next();
  expect(immediates).toBe(1);
});

it('holds a scan up until the answer is made', async () => {
  const { now } = clock();
  const work = new OpenWork(now);
  const turns = new BackgroundTurns(work, now);
  const { promise, resolve } = deferred();
  const answer = work.answer(() => promise);
  const next = turns.next();
  expect(await isDone(next)).toBe(false);
  resolve();
  await answer;
  expect(await isDone(next)).toBe(true);
});

it('lets a scan go on although an answer takes very long', async () => {
  let time = 0;
  // A second passes with each look at the clock.
  const now = () => (time += 1_000);
  const work = new OpenWork(now);
  const turns = new BackgroundTurns(work, now);
  void work.answer(() => new Promise(() => {}));
  await turns.next();
  expect(work.isPending).toBe(true);
});
