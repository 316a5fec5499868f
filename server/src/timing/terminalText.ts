/** C0 but tab and line break, DEL, C1, and the marks that turn the direction of text around. */
const UNSHOWN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const NEEDS_CARE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/**
 * CSI sequences, strings (OSC, DCS, SOS, PM, APC) up to their end, and the short ones, by ECMA-48. A string that does not end is no
 * longer than what follows it in the same piece.
 */
const SEQUENCE = new RegExp('(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]|(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)|\\u001b[ -/]*[0-OQ-WYZ`-~]', 'g');
/** A sequence that may go on in the next piece. */
const UNFINISHED = new RegExp('(?:(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*|(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u009c]*\\u001b?|\\u001b[ -/]*)$');
const MOST_UNFINISHED = 1_000;

/** One text for showing: no escape sequences, no other control characters but tabs and line breaks. */
export function plainText(text: string): string {
  return NEEDS_CARE.test(text) ? text.replace(SEQUENCE, '').replace(UNSHOWN, '') : text;
}

/**
 * What a program prints to a terminal, as lines that can be shown. A carriage return begins the line anew, as progress bars do; sequences may be cut
 * anywhere between two pieces.
 */
export class TerminalLines {
  #held = '';
  #line = '';
  #mustRestart = false;

  /** The lines that a piece completes. */
  push(piece: string): string[] {
    if (this.#held === '' && this.#line === '' && !this.#mustRestart && !NEEDS_CARE.test(piece)) {
      const lines = piece.split('\n');
      this.#hold(lines.pop() ?? '');
      return lines;
    }
    const text = (this.#held + piece).replace(SEQUENCE, '');
    const unfinished = UNFINISHED.exec(text.slice(-MOST_UNFINISHED))?.[0] ?? '';
    this.#held = unfinished;
    const lines: string[] = [];
    const parts = (unfinished === '' ? text : text.slice(0, -unfinished.length)).split('\n');
    for (const [i, part] of parts.entries()) {
      this.#write(part);
      if (i < parts.length - 1) {
        lines.push(this.#line);
        this.#line = '';
        this.#mustRestart = false;
      }
    }
    return lines;
  }

  /** What is left without a line break. */
  end(): string {
    const line = this.#line;
    this.#line = '';
    this.#held = '';
    this.#mustRestart = false;
    return line;
  }

  get unfinishedLine(): string {
    return this.#line;
  }

  #write(part: string): void {
    const from = part.lastIndexOf('\r', part.endsWith('\r') ? part.length - 2 : part.length) + 1;
    const text = part.slice(from).replace(UNSHOWN, '');
    if (text !== '' && (from > 0 || this.#mustRestart)) {
      this.#line = '';
      this.#mustRestart = false;
    }
    this.#mustRestart ||= part.endsWith('\r');
    this.#hold(this.#line + text);
  }

  #hold(line: string): void {
    this.#line = line.length > 2 * MOST_UNFINISHED_LINE ? line.slice(-MOST_UNFINISHED_LINE) : line;
  }
}

/** A line that never ends is kept from behind. */
const MOST_UNFINISHED_LINE = 16_000;
