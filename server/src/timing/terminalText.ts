import { unfinishedSequence, withoutSequences } from './escapeSequences.ts';

/** C0 but tab and line break, DEL, C1, and the marks that turn the direction of text around. */
const CONTROLS = '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const UNSHOWN = new RegExp(`[${CONTROLS}]`, 'g');
const NEEDS_CARE = new RegExp(`[${CONTROLS}]`);

/** Characters of a sequence that is cut between two pieces; a longer one is none. */
const MOST_UNFINISHED = 1_000;
/** Characters of a line that never ends, from behind. */
const MOST_LINE = 16_000;

/** One text for showing: no escape sequences, no other control characters but tabs and line breaks. */
export function plainText(text: string): string {
  return NEEDS_CARE.test(text) ? withoutSequences(text).replace(UNSHOWN, '') : text;
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
    const parts = (isPlain ? piece : this.shownOf(piece)).split('\n');
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

  /** What can be shown by now: a sequence at the end is held until the next piece ends it. */
  private shownOf(piece: string): string {
    const text = this.held + piece;
    this.held = unfinishedSequence(text.slice(-MOST_UNFINISHED));
    return withoutSequences(text.slice(0, text.length - this.held.length));
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
