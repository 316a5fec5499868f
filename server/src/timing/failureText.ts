/** What docker prints after a failure: the lines of the Dockerfile that failed, and the error. */
export interface FailureText {
  /** Null where it names none: the process builds one. */
  readonly target: string | null;
  /** As the builder calls it after `failed to solve:`. */
  readonly message: string;
  /** Null where no lines are shown. 0-based. */
  readonly excerpt: { readonly line: number; readonly endLine: number; readonly text: string } | null;
}

/**
 * Reads the text between the reports line by line:
 * `Dockerfile:2`, dashes, `   2 | >>> RUN exit 9`, dashes, `ERROR: target web: failed to solve: process … exit code: 9`.
 * Compose writes the same without `ERROR: `, and with empty lines between.
 */
export class FailureReader {
  private failures = 0;
  private isExcerpt = false;
  private marked: { readonly line: number; readonly text: string }[] = [];

  /** A failure once its last line is there. */
  read(line: string): FailureText | null {
    const text = line.trimEnd();
    if (/^[^\s|][^|]*:\d{1,7}$/.test(text)) {
      this.isExcerpt = true;
      this.marked = [];
      return null;
    }
    const marked = this.isExcerpt ? /^ *(\d{1,7}) \| >>> ?(.*)$/.exec(text) : null;
    if (marked && this.marked.length < MOST_MARKED) {
      this.marked.push({ line: Number(marked[1]) - 1, text: marked[2]! });
      return null;
    }
    return this.failure(text);
  }

  private failure(text: string): FailureText | null {
    const error = /^(?:ERROR: )?(?:target (.{1,200}?): )?(?:failed to build: )?failed to solve: (.+)$/.exec(text);
    if (!error || ++this.failures > MOST_FAILURES) return null;
    const [first, last] = [this.marked[0], this.marked.at(-1)];
    const excerpt = first && last && first.line >= 0 ? { line: first.line, endLine: last.line, text: this.marked.map((one) => one.text).join('\n') } : null;
    this.isExcerpt = false;
    this.marked = [];
    return { target: error[1] ?? null, message: error[2]!, excerpt };
  }
}

const MOST_MARKED = 500;
/** A process fails once; a few times where it builds targets apart. */
const MOST_FAILURES = 50;
