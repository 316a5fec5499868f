/** Entries that may be copied for one document. An honest file copies some thousands; a hostile one would take minutes. */
const MOST_ENTRIES = 200_000;

/** Patterns like `${V%.*}` that may be matched for one document; each may cost 10,000 steps. */
const MOST_PATTERNS = 500;

/** Each ENV and ARG makes a new map of variables, so that every state can be kept; this bounds what that costs in sum. */
export class EnvBudget {
  private spent = 0;
  private patterns = 0;

  /** False once too many patterns were asked for: what they give then counts as unknown. */
  takePattern(): boolean {
    return ++this.patterns <= MOST_PATTERNS;
  }

  /** False once too much was copied: variables then count as unknown. */
  spend(entries: number): boolean {
    this.spent += entries;
    return this.spent <= MOST_ENTRIES;
  }
}
