/** Milliseconds after an edit in which its question is waited for: editors ask at once, or not at all. */
const ASKED_WITHIN = 100;

/** Milliseconds that anybody waits at most: an answer that waits for a disk must not hold up everything else. */
const LONGEST_WAIT = 1_000;

/** What somebody who looks at open documents waits for. Whoever goes through the whole workspace gives way to it. */
export class OpenWork {
  private answering = 0;
  private edits = 0;
  /** When the last edit came that nobody has asked about yet; null where there is none. */
  private editedAt: number | null = null;
  private waiting: (() => void)[] = [];

  /** @param now in milliseconds; tests have a clock of their own */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** An open document has another text: a question about it is to be expected. */
  edited(): void {
    this.edits++;
    this.editedAt = this.now();
  }

  /** Does what somebody waits for. */
  async answer<Result>(work: () => Promise<Result>): Promise<Result> {
    const { edits } = this;
    this.answering++;
    try {
      return await work();
    } finally {
      this.answering--;
      // What was asked before the last edit is no answer to it.
      if (edits === this.edits) this.editedAt = null;
      this.wake();
    }
  }

  /** True while something is answered, or will be in a moment. */
  get isPending(): boolean {
    return this.answering > 0 || (this.editedAt !== null && this.now() - this.editedAt < ASKED_WITHIN);
  }

  /** Resolves once nothing is pending; sooner where that takes very long. */
  async done(): Promise<void> {
    const end = this.now() + LONGEST_WAIT;
    while (this.isPending && this.now() < end) await this.somethingEnds(this.answering > 0 ? end - this.now() : ASKED_WITHIN / 10);
  }

  private somethingEnds(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
