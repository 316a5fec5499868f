import v8 from 'node:v8';
import vm from 'node:vm';

/** What a heap may grow by beyond what was alive in it: a share of that, since looking through it takes as long as it is large. */
const MOST_GARBAGE = { share: 0.3, atLeast: 24 * 1_048_576 } as const;

/** Where objects are made: V8 looks through it by itself, many times a second. */
const NEW: ReadonlySet<string> = new Set(['new_space', 'new_large_object_space']);

/**
 * Keeps the memory of a long run near to what it needs: on a machine with much memory, V8 lets a heap grow to four times what is alive in it
 * before it looks for garbage. It then stands still for about a millisecond for each megabyte, which nobody waits for on a command line.
 */
export class Heap {
  private alive = usedBytes();
  private collect: (() => void) | null = null;

  /** Called now and then, where little is in use. */
  trim(): void {
    if (usedBytes() - this.alive < Math.max(MOST_GARBAGE.atLeast, MOST_GARBAGE.share * this.alive)) return;
    this.collect ??= collector();
    this.collect();
    this.alive = usedBytes();
  }
}

/** By what outlived its first moments. */
function usedBytes(): number {
  return v8.getHeapSpaceStatistics().reduce((sum, { space_name, space_used_size }) => (NEW.has(space_name) ? sum : sum + space_used_size), 0);
}

/** V8's own, which only new contexts see once the flag is set. */
function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc') as () => void;
}
