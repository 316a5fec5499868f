/**
 * Puts the times of a build on one line. Clocks are set while builds run, and reports come late and in any order. What is far from everything else is
 * taken for a clock that was set: it goes on where the time before ended. Smaller differences stay as they are (targets that share a step
 * tell about it some milliseconds apart); where one is earlier than all else, `first` moves.
 */
export class BuilderClock {
  /** The earliest time so far, milliseconds since 1970; null before any. */
  first: number | null = null;
  latest = 0;
  private offset = 0;
  /** The first time that was told. */
  private began: number | null = null;

  place(instant: number): number {
    let placed = instant + this.offset;
    if (this.first === null) {
      this.first = placed;
      this.latest = placed;
      this.began = placed;
    } else if (placed < this.first - MOST_BACK || placed > this.latest + MOST_AHEAD) {
      this.offset += this.latest - placed;
      placed = this.latest;
    }
    this.first = Math.min(this.first, placed);
    this.latest = Math.max(this.latest, placed);
    return placed;
  }

  /**
   * True for what was before this build: builds that run at once share their steps, and are told when the one that was first began them, what
   * they printed and when they ended.
   */
  isBefore(instant: number): boolean {
    return this.began !== null && instant + this.offset < this.began - MOST_EARLY;
  }

  /** The start of what ended at a time that was placed: never after it, and for what another build began, or where the clock was set in between, the earliest time. */
  placeStart(started: number, end: number): number {
    const placed = Math.min(started + this.offset, end);
    this.first ??= end;
    if (this.isBefore(started)) return Math.min(this.first, end);
    this.first = Math.min(this.first, placed);
    return placed;
  }
}

/** Milliseconds. Targets of one build begin together, and reports of them come in any order. */
const MOST_EARLY = 1_000;

/** Milliseconds. A step may be silent for hours; before the first report lies what differs from it by little. */
const MOST_AHEAD = 24 * 3_600_000;
const MOST_BACK = 60_000;

/**
 * How far the clock of buildx's own machine is from the builder's, in milliseconds to be added to its times: 0 where they go together as
 * they should. Buildx times some steps itself (reading bake files, provenance, loading into docker). Null while only one of the two has a time.
 */
export function skewOf(own: BuilderClock, builder: BuilderClock, isOwnFirst: boolean): number | null {
  if (own.first === null || builder.first === null) return null;
  const gap = isOwnFirst ? builder.first - own.latest : builder.latest - own.first;
  return gap > MOST_GAP || gap < (isOwnFirst ? -MOST_OVERLAP : -MOST_GAP) ? gap : 0;
}

const MOST_GAP = 5_000;
const MOST_OVERLAP = 1_000;
