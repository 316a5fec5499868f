import v8 from 'node:v8';

/** What a heap may grow by before it is looked through again, in percent of what was alive in it: looking through it takes as long as it is large. */
const GROWTH = 25;

/**
 * Bytes of the space for new objects, both halves together, from which on it grows no further. V8 lets it grow to twice as much, on Node 24 to eight
 * times, all of which stays with the process; a scan takes some hundredths longer with as much as this.
 */
const YOUNG = 16 * 1_048_576;

/** Milliseconds between two looks at its size, which has reached it before a second is over. */
const LOOK = 5;
/** Milliseconds after which nobody looks any more: what has not grown until then was given less room when V8 started. */
const LONGEST = 10_000;

/**
 * Keeps the memory of a long run near to what it needs: on a machine with much memory, V8 lets a heap grow to four times what is alive in it
 * before it looks for garbage. It holds for the whole process, from the next time that V8 does so.
 */
export function keepHeapSmall(): void {
  v8.setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  const look = setInterval(() => {
    if (youngSize() < YOUNG) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, LOOK);
  look.unref();
  setTimeout(() => clearInterval(look), LONGEST).unref();
}

/** Its largest size can be given when V8 starts only: what it grows by can be changed at any time. */
function youngSize(): number {
  return v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
