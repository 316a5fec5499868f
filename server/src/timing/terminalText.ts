/** C0 but tab and line break, DEL, C1, and the marks that turn the direction of text around. */
const CONTROLS = '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const UNSHOWN = new RegExp(`[${CONTROLS}]`, 'g');
const NEEDS_CARE = new RegExp(`[${CONTROLS}]`);

/** What begins a sequence that takes parameters, and one that takes a string: OSC, DCS, SOS, PM, APC (ECMA-48, in 7 and in 8 bits). */
const CSI = '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*';
/** A string holds no control character that begins or ends another, so that no character is looked at twice. */
const STRING = '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u0090\\u0098\\u009b-\\u009f]*';
const SEQUENCE = new RegExp(`${CSI}[@-~]|${STRING}(?:\\u0007|\\u001b\\\\|\\u009c)|\\u001b[ -/]*[0-OQ-WYZ\`-~]`, 'g');
/** At the end of a piece: it may go on in the next. */
const UNFINISHED = new RegExp(`(?:${CSI}|${STRING}\\u001b?|\\u001b[ -/]*)$`);
const MOST_UNFINISHED = 1_000;
/** Characters of a line that never ends, from behind. */
const MOST_LINE = 16_000;

/** One text for showing: no escape sequences, no other control characters but tabs and line breaks. */
export function plainText(text: string): string {
  return NEEDS_CARE.test(text) ? text.replace(SEQUENCE, '').replace(UNSHOWN, '') : text;
}

/**
 * What a program prints to a terminal, as lines that can be shown. A carriage return begins the line anew, as progress bars do; pieces may be
 * cut anywhere, also within a sequence.
 */
export class TerminalLines {
  private held = '';
  private line = '';
  private mustRestart = false;

  /** The lines that a piece completes. */
  push(piece: string): readonly string[] {
    const isPlain = this.held === '' && !this.mustRestart && !NEEDS_CARE.test(piece);
    const parts = (isPlain ? piece : this.withoutSequences(piece)).split('\n');
    const last = parts.pop() ?? '';
    const lines = parts.map((part) => {
      this.write(part, isPlain);
      return this.take();
    });
    this.write(last, isPlain);
    return lines;
  }

  /** What is left without a line break. */
  end(): string {
    this.held = '';
    return this.take();
  }

  get unfinished(): string {
    return this.line;
  }

  private take(): string {
    const line = this.line;
    this.line = '';
    this.mustRestart = false;
    return line;
  }

  private withoutSequences(piece: string): string {
    const text = this.held + piece;
    this.held = UNFINISHED.exec(text.slice(-MOST_UNFINISHED))?.[0] ?? '';
    return text.slice(0, text.length - this.held.length).replace(SEQUENCE, '');
  }

  private write(part: string, isPlain: boolean): void {
    if (isPlain) {
      this.add(part);
      return;
    }
    const segments = part.split('\r').map((segment) => segment.replace(UNSHOWN, ''));
    const last = segments.findLastIndex((segment) => segment !== '');
    if (last < 0) {
      this.mustRestart ||= segments.length > 1;
      return;
    }
    if (last > 0 || this.mustRestart) this.take();
    this.add(segments[last] ?? '');
    this.mustRestart = last < segments.length - 1;
  }

  private add(text: string): void {
    const line = this.line + text;
    this.line = line.length > 2 * MOST_LINE ? line.slice(-MOST_LINE) : line;
  }
}
