import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keepHeapSmall } from '../../../server/src/cli/heap.ts';

/** Kept by nobody. */
function garbage(bytes: number): WeakRef<object> {
  return new WeakRef(new Array<number>(bytes / 8).fill(0.5));
}

it('looks for garbage where there may be much of it, in relation to what is alive', async () => {
  keepHeapSmall();
  const before = process.memoryUsage().heapUsed;
  const gone: WeakRef<object>[] = [];
  let most = 0;
  for (let made = 0; made < 100; made++) {
    gone.push(garbage(4e6));
    // What was made in a turn lives to its end.
    await setImmediate();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(most).toBeLessThan(200e6);
  expect(gone[0]!.deref()).toBeUndefined();
});
