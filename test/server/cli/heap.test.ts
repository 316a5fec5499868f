import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Heap } from '../../../server/src/cli/heap.ts';

/** Kept by nobody. */
function garbage(bytes: number): WeakRef<object> {
  return new WeakRef(new Array<number>(bytes / 8).fill(0.5));
}

it('looks for garbage where there may be much of it, in relation to what is alive', async () => {
  const heap = new Heap();
  const gone = garbage(Math.max(32e6, process.memoryUsage().heapUsed / 2));
  // What was made in a turn lives to its end.
  await setImmediate();
  heap.trim();
  await setImmediate();
  expect(gone.deref()).toBeUndefined();
});
