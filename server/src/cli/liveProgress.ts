import type { Command } from '../build/request.ts';
import { logLines } from '../timing/export/logLines.ts';
import type { PaintText } from '../timing/export/textReport.ts';
import { cutToWidth, textWidth } from '../timing/export/textWidth.ts';
import type { TraceDelta, TraceStep } from '../timing/trace.ts';
import { endedLine, liveLines, type TerminalSize } from './liveLines.ts';
import { hasEnded, inOrderOfEnd, isWorthTelling, type BuildProgress } from './progress.ts';

/** Milliseconds between two drawings: at most ten a second while something happens, and often enough for the seconds to count. */
const LEAST_PAUSE = 100;
const TICK = 250;

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
/** Terminals that know it paint what is between at once; the others pass over it. */
const BEGIN_FRAME = '\u001b[?2026h';
const END_FRAME = '\u001b[?2026l';
const CLEAR_TO_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

export interface LiveOptions {
  write(text: string): void;
  size(): TerminalSize;
  readonly paint: PaintText;
  readonly title: string;
  /** Milliseconds; only differences count. */
  now(): number;
}

/** The running steps, drawn anew below those that have ended. */
export class LiveProgress implements BuildProgress {
  private readonly steps = new Map<string, TraceStep>();
  private readonly told = new Set<string>();
  private readonly lastLines = new Map<string, string>();
  private targets: TraceDelta['targets'] = [];
  /** Lines that are to stay, above the running ones. */
  private staying: string[] = [];
  /** As they stand on the terminal, and how wide they are. */
  private drawn: { readonly text: string; readonly widths: readonly number[] } = { text: '', widths: [] };
  private readonly begun: number;
  private reportedAt: number;
  private drawnAt = -Infinity;
  private readonly ticking: NodeJS.Timeout;
  private pending: NodeJS.Timeout | null = null;
  private hasEnded = false;

  constructor(private readonly options: LiveOptions) {
    this.begun = this.reportedAt = options.now();
    this.ticking = setInterval(() => this.draw(), TICK);
    this.ticking.unref();
    options.write(HIDE_CURSOR);
  }

  started(_command: Command): void {
    this.request();
  }

  progress({ steps, targets }: TraceDelta): void {
    this.targets = targets;
    this.reportedAt = this.options.now();
    for (const step of steps) this.steps.set(step.id, step);
    for (const step of inOrderOfEnd(steps.filter(hasEnded))) this.tell(step);
    this.request();
  }

  log({ step, text }: { readonly step: string | null; readonly text: string }): void {
    const line = logLines(text).findLast((one) => one.trim() !== '')?.trim();
    if (line === undefined) return;
    // Why a build failed is in the report at the end; what the tools warn of is nowhere else.
    if (step === null && /^warn|level=warn/i.test(line)) this.staying.push(this.options.paint('yellow', cutToWidth(line, this.options.size().columns - 1)));
    else if (step !== null) this.lastLines.set(step, line);
  }

  note(text: string): void {
    this.staying.push(text);
    this.draw();
  }

  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearInterval(this.ticking);
    if (this.pending) clearTimeout(this.pending);
    const lines = this.staying.map((line) => `${line}${CLEAR_TO_LINE_END}\n`).join('');
    this.options.write(`${BEGIN_FRAME}${this.backToTop()}${lines}${CLEAR_BELOW}${END_FRAME}${SHOW_CURSOR}`);
  }

  private tell(step: TraceStep): void {
    this.lastLines.delete(step.id);
    if (this.told.has(step.id) || !isWorthTelling(step) || (step.state === 'cancelled' && step.intervals.length === 0)) return;
    this.told.add(step.id);
    this.staying.push(endedLine(step, { targets: this.targets }, this.options.size().columns, this.options.paint));
  }

  private request(): void {
    const pause = this.drawnAt + LEAST_PAUSE - this.options.now();
    if (pause <= 0) this.draw();
    else this.pending ??= setTimeout(() => this.draw(), pause).unref();
  }

  private draw(): void {
    if (this.pending) clearTimeout(this.pending);
    this.pending = null;
    if (this.hasEnded) return;
    const now = this.options.now();
    const { targets, lastLines } = this;
    const live = { title: this.options.title, targets, lastLines, steps: this.steps.values(), elapsed: now - this.begun, sinceReport: now - this.reportedAt };
    const size = this.options.size();
    const lines = liveLines(live, size, this.options.paint);
    const text = lines.map((line) => `${line}${CLEAR_TO_LINE_END}\n`).join('');
    this.drawnAt = now;
    // What stands there already would only flicker.
    if (this.staying.length === 0 && text === this.drawn.text) return;
    const above = this.staying.map((line) => `${line}${CLEAR_TO_LINE_END}\n`).join('');
    this.options.write(`${BEGIN_FRAME}${this.backToTop()}${above}${text}${CLEAR_BELOW}${END_FRAME}`);
    this.staying = [];
    this.drawn = { text, widths: lines.map((line) => textWidth(withoutStyles(line))) };
  }

  /** To the first of the lines that were drawn. Where the terminal became narrower, it has broken them into several. */
  private backToTop(): string {
    const { columns } = this.options.size();
    const rows = this.drawn.widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / Math.max(1, columns))), 0);
    return rows === 0 ? '\r' : `\u001b[${rows}F`;
  }
}

/** Styles are ours, and all of one form: what others wrote has none. */
function withoutStyles(line: string): string {
  return line.replace(/\u001b\[[\d;]*m/g, '');
}
