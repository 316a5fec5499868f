import v8 from 'node:v8';
import vm from 'node:vm';

/** Bytes that a heap may grow beyond what was alive in it. */
const MOST_GARBAGE = 128 * 1_048_576;

/**
 * Keeps the memory of a long run near to what it needs: on a machine with much memory, V8 lets a heap grow to four times what is alive in it
 * before it looks for garbage. It then stands still for about a millisecond for each megabyte, which nobody waits for on a command line.
 */
export class Heap {
  private alive = usedBytes();
  private collect: (() => void) | null = null;

  /** Called now and then, where little is in use. */
  trim(): void {
    if (usedBytes() - this.alive < MOST_GARBAGE) return;
    this.collect ??= collector();
    this.collect();
    this.alive = usedBytes();
  }
}

function usedBytes(): number {
  return v8.getHeapStatistics().used_heap_size;
}

/** V8's own, which only new contexts see once the flag is set. */
function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc') as () => void;
}
