/** A start that lies longer ago than the builder's reports, by this much, is another machine's clock that goes wrong: milliseconds. */
const LIKELY = 600_000;

/**
 * What time it is for the builder while it says nothing. Its clock is another one than ours, but goes as fast: the report that came with the
 * least delay tells how far they are apart.
 */
export class LiveClock {
  private offset = Infinity;

  /** @param wall the trace's time of its newest report @param here milliseconds of this page's own clock */
  report(wall: number, here: number): void {
    this.offset = Math.min(this.offset, here - wall);
  }

  /** Never runs backwards. */
  now(here: number): number {
    return this.offset === Infinity ? 0 : Math.max(0, here - this.offset);
  }
}

/** How long somebody has waited: since the tools were started, where that can be true, else since the first report. */
export function elapsedTime(startedAt: string, date: number, now: number): number {
  const since = date - Date.parse(startedAt);
  return since >= now && since <= now + LIKELY ? since : now;
}
