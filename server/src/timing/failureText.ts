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
 * Compose writes the same without `ERROR: `.
 */
export class FailureReader {
  #isExcerpt = false;
  #marked: { readonly line: number; readonly text: string }[] = [];

  /** A failure once its last line is there. */
  read(line: string): FailureText | null {
    const text = line.trimEnd();
    if (/^[^\s|][^|]*:\d{1,7}$/.test(text)) {
      this.#isExcerpt = true;
      this.#marked = [];
      return null;
    }
    const marked = this.#isExcerpt ? /^ *(\d{1,7}) \| >>> ?(.*)$/.exec(text) : null;
    if (marked && this.#marked.length < MOST_MARKED) {
      this.#marked.push({ line: Number(marked[1]) - 1, text: marked[2]! });
      return null;
    }
    return this.#failure(text);
  }

  #failure(text: string): FailureText | null {
    const error = /^(?:ERROR: )?(?:target (.{1,200}?): )?(?:failed to build: )?failed to solve: (.+)$/.exec(text);
    if (!error) {
      return null;
    }
    const [first, last] = [this.#marked[0], this.#marked.at(-1)];
    const excerpt = first && last && first.line >= 0 ? { line: first.line, endLine: last.line, text: this.#marked.map((one) => one.text).join('\n') } : null;
    this.#isExcerpt = false;
    this.#marked = [];
    return { target: error[1] ?? null, message: error[2]!, excerpt };
  }
}

const MOST_MARKED = 500;

/**
 * Lines of text for people, of one line that a tool printed. Compose wraps its own events in JSON: of those only errors are kept, with the
 * line breaks that it doubles.
 */
export function textOfTool(line: string): readonly string[] {
  const event = line.startsWith('{"') && line.endsWith('}') ? parseEvent(line) : null;
  if (event === null) {
    return [line];
  }
  return event === '' ? [] : event.replaceAll('\n\n', '\n').split('\n').filter((one) => one.trim() !== '');
}

/** The message of an error event; empty for an event that is none; null for what is no event. */
function parseEvent(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) {
      return null;
    }
    if ('message' in value && typeof value.message === 'string') {
      return value.message;
    }
    return 'id' in value && typeof value.id === 'string' && ('status' in value || 'text' in value) ? '' : null;
  } catch {
    return null;
  }
}
