import { criticalPathOf, type CriticalPath } from './criticalPath.ts';
import { FailureReader, type FailureText } from './failureText.ts';
import { ProgressStream, type ProgressEvent } from './progressStream.ts';
import type { SolveStatus } from './solveStatus.ts';
import { StepTable, type BuildProcess } from './stepTable.ts';
import { summarize } from './summary.ts';
import { TargetIndex } from './targetIndex.ts';
import { isCancellation } from './stepView.ts';
import { TailText } from './tailText.ts';
import { plainText } from './terminalText.ts';
import { micros } from './timestamps.ts';
import { MOST_TEXT, type BuildState, type BuildTrace, type StepState, type TargetOutline, type TraceDelta, type TraceStep } from './trace.ts';
import { describeTargets } from './traceTargets.ts';
import { TraceWarnings } from './traceWarnings.ts';

type EndState = Exclude<BuildState, 'running'>;

/** A whole line that a step or a tool printed: no escape sequences, with its line break. `step` is the id of a `TraceStep`. */
export interface LogEntry {
  readonly target: string | null;
  readonly step: string | null;
  readonly text: string;
}

/** Takes what one process prints, in pieces of any size. A process that writes to two streams has a reader for each. */
export interface ProgressReader {
  push(chunk: string): void;
  /** The process ended; how, where the caller knows. */
  end(state?: EndState): void;
}

/** Steps from which on the critical path is not found anew with each delta, and what part of them must have changed. */
const MANY_STEPS = 2_000;
const CHANGED_PART = 0.05;

/**
 * Makes a trace of what docker reports while it builds. Several processes may build one trace: a step has the same digest in all of them.
 * Never throws, whatever it is given, and holds no more than a bounded part of what is printed.
 */
export class TraceRecorder {
  private readonly index: TargetIndex;
  private readonly table: StepTable;
  private readonly warnings = new TraceWarnings();
  private readonly ends = new Map<string, EndState>();
  private readonly errors = new Map<string, string>();
  private readonly unsent = new Set<number>();
  private readonly text = new TailText(MOST_TEXT);
  private processes = 0;
  private state: BuildState = 'running';
  private idle = 0;
  private isChanged = false;
  private mustSend = false;
  private changes = 0;
  private critical: CriticalPath = { duration: 0, steps: [] };
  private rest: Omit<BuildTrace, 'steps'>;

  constructor(
    outlines: readonly TargetOutline[],
    private readonly logSink: (entry: LogEntry) => void = () => {},
  ) {
    this.index = new TargetIndex(outlines);
    this.table = new StepTable(this.index);
    this.rest = this.describe();
  }

  /** For a process that builds these targets, those included that others need: with two of them, names of steps begin with the target. */
  reader(options: { readonly targets: readonly string[] }): ProgressReader {
    const process: BuildProcess = { id: this.processes++, targets: new Set(options.targets) };
    options.targets.forEach((target) => this.index.add(target));
    const stream = new ProgressStream();
    const failures = new FailureReader();
    const take = (events: readonly ProgressEvent[]): void => {
      for (const event of events) {
        if (event.kind === 'status') this.takeStatus(process, event.status);
        else this.takeText(process, failures, event.text);
      }
    };
    return {
      push: (chunk) => take(stream.push(chunk)),
      end: (state) => {
        take(stream.end());
        if (state !== undefined) {
          options.targets.forEach((target) => this.ends.set(target, state));
          this.isChanged = true;
        }
      },
    };
  }

  /** What changed since the call before; null for nothing. */
  delta(): TraceDelta | null {
    this.refresh();
    if (!this.mustSend) return null;
    const steps = [...this.unsent].sort((a, b) => a - b).flatMap((place) => this.table.steps[place] ?? []);
    this.unsent.clear();
    this.mustSend = false;
    return { ...this.rest, steps };
  }

  trace(): BuildTrace {
    this.refresh();
    return { ...this.rest, steps: [...this.table.steps] };
  }

  /**
   * The build is over; `idle` milliseconds after its newest report, where the caller measured that. What still runs ends then: failed, where the build
   * failed and nothing else did, else cancelled. What waits stays waiting.
   */
  finish(state: EndState, idle = 0): void {
    for (const { id, lines } of this.table.endLogs()) this.tell(id, lines);
    this.state = state;
    this.idle = Number.isFinite(idle) ? Math.max(0, idle) : 0;
    this.isChanged = true;
  }

  private takeStatus(process: BuildProcess, status: SolveStatus): void {
    this.isChanged = true;
    for (const report of status.vertexes) this.table.takeVertex(process, report);
    for (const report of status.statuses) this.table.takeStatus(report);
    for (const report of status.logs) this.tell(report.vertex, this.table.takeLog(report));
    for (const report of status.warnings) {
      const target = this.targetOf(report.vertex);
      this.warnings.add(report, target, target === null ? null : (this.index.outline(target)?.dockerfile ?? null));
    }
  }

  private takeText(process: BuildProcess, failures: FailureReader, printed: string): void {
    const line = plainText(printed);
    this.text.append(`${line}\n`);
    this.isChanged = true;
    this.logSink({ target: null, step: null, text: `${line}\n` });
    const failure = failures.read(line);
    if (failure && !isCancellation(failure.message)) this.takeFailure(process, failure);
  }

  private takeFailure(process: BuildProcess, failure: FailureText): void {
    const target = failure.target ?? (process.targets.size === 1 ? [...process.targets][0]! : null);
    this.refresh();
    const failed = this.table.steps.filter((step) => step.state === 'failed' && (target === null || step.targets.includes(target)));
    const step = failed.find((one) => one.error !== null && failure.message.includes(one.error)) ?? (failed.length === 1 ? failed[0] : undefined);
    const record = step && this.table.record(step.id);
    if (record && !record.failure) {
      record.failure = failure;
      this.table.touch(record);
    } else if (!record && target !== null && this.index.has(target) && !this.errors.has(target)) {
      // A step that failed may be another target's, which its own error tells; only what failed without a step is told here.
      this.errors.set(target, failure.message);
    }
    this.isChanged = true;
  }

  private tell(digest: string, lines: readonly string[]): void {
    const target = lines.length > 0 ? this.targetOf(digest) : null;
    for (const line of lines) this.logSink({ target, step: digest, text: `${line}\n` });
  }

  private targetOf(digest: string): string | null {
    const record = this.table.record(digest);
    return (record && this.table.identityOf(record)?.targets[0]) ?? null;
  }

  private refresh(): void {
    if (!this.isChanged) return;
    const steps = this.table.steps;
    const changed = this.table.refresh(this.now, this.state === 'running' ? null : endedState(this.state, this.table.isAnyFailed));
    changed.forEach((place) => this.unsent.add(place));
    this.changes += changed.length;
    if (this.state !== 'running' || steps.length <= MANY_STEPS || this.changes > steps.length * CHANGED_PART) {
      this.changes = 0;
      this.markCritical(criticalPathOf(steps));
    }
    this.rest = this.describe();
    this.isChanged = false;
    this.mustSend = true;
  }

  private get now(): number {
    return this.table.clocks.newest + this.idle;
  }

  private markCritical(critical: CriticalPath): void {
    const marked = new Set(critical.steps);
    this.table.steps.forEach((step, place) => {
      if (step.isCritical !== marked.has(step.id)) {
        this.table.steps[place] = { ...step, isCritical: !step.isCritical };
        this.unsent.add(place);
      }
    });
    this.critical = critical;
  }

  private describe(): Omit<BuildTrace, 'steps'> {
    const { steps, clocks } = this.table;
    const wall = this.wallOf(steps);
    return {
      state: this.state,
      startedAt: isoTime(clocks.origin),
      wall,
      targets: describeTargets(this.index, this.table, (target) => this.outcomeOf(target), this.now),
      warnings: this.warnings.list,
      text: this.text.text,
      summary: summarize(steps, this.critical, wall),
    };
  }

  private outcomeOf(target: string): { readonly end: EndState | null; readonly error: string | null } {
    return { end: this.ends.get(target) ?? (this.state === 'running' ? null : this.state), error: this.errors.get(target) ?? null };
  }

  private wallOf(steps: readonly TraceStep[]): number {
    let first = Number.POSITIVE_INFINITY;
    let last = this.state === 'running' ? this.now : Number.NEGATIVE_INFINITY;
    for (const { intervals } of steps) {
      first = Math.min(first, intervals[0]?.[0] ?? first);
      last = Math.max(last, intervals.at(-1)?.[1] ?? last);
    }
    return Number.isFinite(first) && Number.isFinite(last) ? micros(Math.max(0, last - first)) : 0;
  }
}

/** How steps that still run are to be called when the build is over. */
function endedState(state: EndState, isAnyFailed: boolean): StepState {
  return state === 'failed' && isAnyFailed ? 'cancelled' : state;
}

function isoTime(instant: number | null): string | null {
  const date = instant === null ? null : new Date(instant);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
