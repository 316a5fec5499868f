const MOST = 4;
const WITHIN = 3 * 60_000;

/** Decides whether a server that ended may be started again: often is well, over and over is not. */
export class CrashLimit {
  private readonly times: number[] = [];

  /** @param now milliseconds of any clock that only goes forward */
  mayRestart(now: number): boolean {
    this.times.push(now);
    while (this.times[0]! < now - WITHIN) this.times.shift();
    return this.times.length <= MOST;
  }
}
