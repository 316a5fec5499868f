/** Characters that are sent at once; what comes beyond in the same moment is left out, and said so. */
const MOST_AT_ONCE = 64_000;
/** Milliseconds between two batches. */
const PAUSE = 100;

/** Joins what a build prints into a few messages a second: an editor that is sent every line of a chatty build does nothing else. */
export class LogBatches {
  private parts: string[] = [];
  private length = 0;
  private leftOut = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (text: string) => void) {}

  /** @param text whole lines */
  add(text: string): void {
    this.timer ??= setTimeout(() => this.flush(), PAUSE);
    if (this.length + text.length > MOST_AT_ONCE) {
      this.leftOut += text.length;
      return;
    }
    this.parts.push(text);
    this.length += text.length;
  }

  /** Sends what is left. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.parts.length === 0 && this.leftOut === 0) return;
    const note = this.leftOut === 0 ? '' : `… ${this.leftOut.toLocaleString('en')} characters came too fast to be shown …\n`;
    this.send(this.parts.join('') + note);
    this.parts = [];
    this.length = this.leftOut = 0;
  }
}
