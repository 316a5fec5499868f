import { writeSync } from 'node:fs';

/** What a process took, as it tells it at its end. */
export interface Taken {
  /** Of all its threads, in milliseconds. */
  readonly processor: number;
  /** The most memory that it ever had, in megabytes. */
  readonly memory: number;
  /** From the start of its work to its end, in milliseconds. */
  readonly wall: number;
}

/** Where the starting process listens. */
export const REPORT = 3;

/** Tells at the end of this process what it took in all. */
export function reportAtExit(): void {
  const started = performance.now();
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const taken: Taken = { processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024, wall: performance.now() - started };
    writeSync(REPORT, JSON.stringify(taken));
  });
}
