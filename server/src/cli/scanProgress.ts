import { clockText } from '../timing/amounts.ts';
import { cutToWidth } from '../timing/export/textWidth.ts';
import type { CliProcess } from './run.ts';

/** Milliseconds of work before anything is shown: most scans are over by then. */
const PATIENCE = 400;
/** Milliseconds between two drawings at the least, and while nothing is counted. */
const PAUSE = 100;
const TICK = 250;

const TO_LINE_START = '\r';
const CLEAR_LINE = '\u001b[K';

/** Tells how far a scan is. */
export interface ScanProgress {
  /** What is done now, until files are counted: words that go before a colon. */
  phase(words: string): void;
  /** So many files more are to be checked. */
  files(count: number): void;
  /** A file was checked. */
  checked(findings: number): void;
  /** Leaves the terminal as it was. Nothing may be told after it. */
  end(): void;
}

export const NO_PROGRESS: ScanProgress = { phase() {}, files() {}, checked() {}, end() {} };

/** One line on the terminal where somebody watches; the others get the report alone. */
export function scanProgress({ terminal, error }: Pick<CliProcess, 'terminal' | 'error'>, now: () => number = () => performance.now()): ScanProgress {
  return terminal ? new ProgressLine((text) => error(text), () => terminal.size().columns, now) : NO_PROGRESS;
}

class ProgressLine implements ScanProgress {
  private readonly begun: number;
  private drawnAt = -Infinity;
  private isDrawn = false;
  private hasEnded = false;
  private words = 'Reading';
  private total = 0;
  private done = 0;
  private findings = 0;
  private readonly ticking: NodeJS.Timeout;

  constructor(
    private readonly write: (text: string) => void,
    private readonly columns: () => number,
    private readonly now: () => number,
  ) {
    this.begun = now();
    this.ticking = setInterval(() => this.draw(), TICK);
    this.ticking.unref();
  }

  phase(words: string): void {
    this.words = words;
    this.draw();
  }

  files(count: number): void {
    this.total += count;
    this.draw();
  }

  checked(findings: number): void {
    this.done++;
    this.findings += findings;
    this.draw();
  }

  end(): void {
    if (this.isDrawn && !this.hasEnded) this.write(`${TO_LINE_START}${CLEAR_LINE}`);
    this.hasEnded = true;
    clearInterval(this.ticking);
  }

  private draw(): void {
    const now = this.now();
    if (this.hasEnded || now - this.begun < PATIENCE || now - this.drawnAt < PAUSE) return;
    this.drawnAt = now;
    this.isDrawn = true;
    this.write(`${TO_LINE_START}${cutToWidth(this.line(now), this.columns() - 1)}${CLEAR_LINE}`);
  }

  private line(now: number): string {
    const counts = this.total === 0 ? '' : `, ${this.done} of ${this.total} ${this.total === 1 ? 'file' : 'files'}, ${this.findings} ${this.findings === 1 ? 'finding' : 'findings'}`;
    return `${this.words}: ${clockText(now - this.begun)}${counts}`;
  }
}
