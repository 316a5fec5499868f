import type { Command } from '../build/request.ts';
import { shownCommand, type ShellKind } from '../build/shownCommand.ts';
import { append } from '../core/collections/multimap.ts';
import { bytesText, durationText } from '../timing/amounts.ts';
import { logLines } from '../timing/export/logLines.ts';
import { stepBracket, stepName } from '../timing/export/stepName.ts';
import { shownText } from '../timing/shownText.ts';
import type { TraceDelta, TraceStep } from '../timing/trace.ts';
import type { LogEntry } from '../timing/traceRecorder.ts';
import { endOf, hasEnded, inOrderOfEnd, isWorthTelling, startOf, type BuildProgress } from './progress.ts';

/** Lines of logs come by the thousands: they are written together, as many characters or milliseconds of them. */
const MOST_HELD = 64_000;
const HELD_FOR = 50;

/** Lines that only grow, for logs and pipes: a line where a step starts and where it ends, and what it prints after its bracket. */
export class PlainProgress implements BuildProgress {
  private readonly steps = new Map<string, TraceStep>();
  private readonly begun = new Set<string>();
  private readonly ended = new Set<string>();
  /** Of steps whose start is not told yet. */
  private readonly waiting = new Map<string, LogEntry[]>();
  private targets: TraceDelta['targets'] = [];
  /** Lines of logs that are not written yet. */
  private held = '';
  private pending: NodeJS.Timeout | null = null;

  constructor(
    private readonly write: (text: string) => void,
    private readonly shell: ShellKind,
  ) {}

  started(command: Command): void {
    this.tell(`$ ${shownText(shownCommand(command, this.shell), 4000)}\n`);
  }

  progress({ steps, targets }: TraceDelta): void {
    this.targets = targets;
    for (const step of steps) this.steps.set(step.id, step);
    const starts = steps.filter((step) => this.mustTellStart(step)).map((step) => ({ time: Math.round(startOf(step)), tell: () => this.tellStart(step) }));
    const ends = inOrderOfEnd(steps.filter(hasEnded)).map((step) => ({ time: Math.round(endOf(step)), tell: () => this.tellEnd(step) }));
    for (const { tell } of [...ends, ...starts].sort((a, b) => a.time - b.time)) tell();
  }

  log(entry: LogEntry): void {
    if (entry.step === null || this.begun.has(entry.step)) return this.writeLog(entry);
    append(this.waiting, entry.step, entry);
  }

  note(text: string): void {
    this.tell(`${text}\n`);
  }

  end(): void {
    for (const id of [...this.waiting.keys()]) this.flush(id);
    this.tell('');
  }

  /** One that has ended meanwhile is told in one line, unless it printed something. */
  private mustTellStart(step: TraceStep): boolean {
    const { id, state } = step;
    return !this.begun.has(id) && (state === 'running' || this.waiting.has(id)) && isWorthTelling(step);
  }

  private tellStart(step: TraceStep): void {
    if (this.begun.has(step.id)) return;
    this.begun.add(step.id);
    this.tell(`${stepName(step, this.named)}\n`);
    this.flush(step.id);
  }

  private tellEnd(step: TraceStep): void {
    const { id, state, duration, bytes, kind } = step;
    if (this.waiting.has(id)) this.tellStart(step);
    const hasBegun = this.begun.has(id);
    if (this.ended.has(id) || (!hasBegun && (state === 'cancelled' || !isWorthTelling(step)))) return;
    this.ended.add(id);
    this.begun.add(id);
    const bracket = stepBracket(step, this.named);
    const name = hasBegun && bracket !== '' ? `[${bracket}]` : stepName(step, this.named);
    const word = state === 'done' ? `done in ${durationText(duration)}` : state === 'failed' ? `failed after ${durationText(duration)}` : state;
    this.tell(`${name} ${word}${bytes === null || bytes === 0 || kind === 'instruction' ? '' : `, ${bytesText(bytes)}`}\n`);
  }

  private tell(text: string): void {
    if (this.pending) clearTimeout(this.pending);
    this.pending = null;
    const all = this.held + text;
    this.held = '';
    if (all !== '') this.write(all);
  }

  private flush(id: string): void {
    const held = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    for (const entry of held) this.writeLog(entry);
  }

  private get named(): { readonly targets: TraceDelta['targets'] } {
    return { targets: this.targets };
  }

  private writeLog({ target, step, text }: LogEntry): void {
    const known = step === null ? undefined : this.steps.get(step);
    const bracket = known ? stepBracket(known, this.named) : shownText(target ?? '', 100);
    const prefix = bracket === '' ? '' : `[${bracket}] `;
    this.held += logLines(text).map((line) => `${prefix}${line}`.trimEnd() + '\n').join('');
    if (this.held.length > MOST_HELD) this.tell('');
    else this.pending ??= setTimeout(() => this.tell(''), HELD_FOR);
  }
}
