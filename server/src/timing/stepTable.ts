import { BuildClocks } from './buildClocks.ts';
import { mergeIntervals, totalOf, type Interval } from './intervals.ts';
import { LogBudget } from './logBudget.ts';
import type { LogReport, StatusReport, VertexReport } from './solveStatus.ts';
import { StepIdentities, type StepIdentity } from './stepIdentity.ts';
import { StepRecord } from './stepRecord.ts';
import { StepView } from './stepView.ts';
import type { TargetIndex } from './targetIndex.ts';
import { plainText } from './terminalText.ts';
import { micros } from './timestamps.ts';
import type { StepState, TraceStep } from './trace.ts';
import { isTimedByBuildx, parseVertexName } from './vertexName.ts';

/** A process that builds, and the targets that it builds. */
export interface BuildProcess {
  readonly id: number;
  readonly targets: ReadonlySet<string>;
}

/** A step as one of its targets has it. */
export interface StepShare {
  readonly target: string;
  /** True where it is in the Dockerfile of another target, which this one starts from. */
  readonly isOfNeeded: boolean;
  /**
   * When it worked for the target, in the process that was the first to tell of that target: a later one tells of what it needs once more.
   * Milliseconds since the origin; null where it did not.
   */
  readonly start: number | null;
  readonly end: number | null;
}

/** What a stream may make us remember: no build comes near. */
const MOST_STEPS = 50_000;
const MOST_VIEWS = 1_000;
const MOST_STATUSES = 2_000;
const MOST_INPUTS = 2_000;

/** All vertices of a build, from all its processes, and what they are as steps of the trace. */
export class StepTable {
  /** In order of first report; grows with `refresh`. */
  readonly steps: TraceStep[] = [];
  readonly clocks = new BuildClocks();
  private readonly shares: (readonly StepShare[])[] = [];
  private readonly records = new Map<string, StepRecord>();
  private readonly places = new Map<StepRecord, number>();
  private readonly identities: StepIdentities;
  private readonly known = new Map<StepRecord, StepIdentity>();
  private readonly dirty = new Set<StepRecord>();
  private readonly running = new Set<StepRecord>();
  private readonly logs = new LogBudget();
  /** The first process that told of a target. */
  private readonly processes = new Map<string, number>();
  private origin: number | null = null;
  private version = '';

  constructor(private readonly index: TargetIndex) {
    this.identities = new StepIdentities(index);
  }

  record(id: string): StepRecord | undefined {
    return this.records.get(id);
  }

  get isAnyFailed(): boolean {
    return [...this.records.values()].some(({ error }) => error !== null);
  }

  takeVertex(process: BuildProcess, report: VertexReport): void {
    const record = this.records.get(report.digest) ?? this.create(report.digest);
    const view = record && this.viewOf(record, process, report.name);
    if (!record || !view) return;
    for (const input of report.inputs) {
      if (record.inputs.size < MOST_INPUTS) record.inputs.add(input);
    }
    this.clocks.takeSpan(view, report);
    view.take(report);
    this.dirty.add(record);
  }

  takeStatus(report: StatusReport): void {
    const record = this.records.get(report.vertex);
    if (!record) return;
    if (record.statuses.has(report.id) || record.statuses.size < MOST_STATUSES) {
      record.statuses.set(report.id, Math.max(report.current, record.statuses.get(report.id) ?? 0));
    }
    this.clocks.touch(report.timestamp, isByOwnClock(record));
    this.dirty.add(record);
  }

  /** The lines that the report completes. */
  takeLog(report: LogReport): readonly string[] {
    const record = this.records.get(report.vertex);
    if (!record) return [];
    const { lines, dropped } = this.logs.write(record, report.stream, report.data);
    [record, ...dropped].forEach((changed) => this.dirty.add(changed));
    this.clocks.touch(report.timestamp, isByOwnClock(record));
    return lines;
  }

  /** Ends the logs; the lines that had no line break, with their steps. */
  endLogs(): { readonly id: string; readonly lines: readonly string[] }[] {
    const ended = [...this.logs.steps].map((record) => ({ record, lines: record.log.end() }));
    ended.forEach(({ record, lines }) => lines.length > 0 && this.dirty.add(record));
    return ended.map(({ record, lines }) => ({ id: record.id, lines }));
  }

  identityOf(record: StepRecord): StepIdentity | null {
    const known = this.known.get(record) ?? this.identities.identify(record);
    if (known) this.known.set(record, known);
    return known;
  }

  /** Something became known of a step that is no report of the builder. */
  touch(record: StepRecord): void {
    this.known.delete(record);
    this.dirty.add(record);
  }

  /** What a step of `steps` is for each of its targets; empty for one of no target in particular. */
  sharesOf(place: number): readonly StepShare[] {
    return this.shares[place] ?? [];
  }

  /**
   * Makes the steps anew of which something changed; their places in `steps`. Running ones last until `now`, and are in `ended` where the
   * build is over.
   */
  refresh(now: number, ended: StepState | null): number[] {
    for (const record of this.dirty) this.identityOf(record);
    const version = `${this.identities.version} ${this.index.size}`;
    if (this.origin !== this.clocks.origin || this.version !== version) {
      this.known.clear();
      this.origin = this.clocks.origin;
      this.version = version;
      this.records.forEach((record) => this.dirty.add(record));
    }
    const changed: number[] = [];
    for (const record of new Set([...this.dirty, ...this.running])) {
      const step = this.makeStep(record, now, ended);
      if (step) {
        const place = this.places.get(record) ?? this.steps.length;
        this.places.set(record, place);
        this.steps[place] = step;
        this.shares[place] = this.share(record, step, now);
        changed.push(place);
      }
    }
    this.dirty.clear();
    return changed;
  }

  private makeStep(record: StepRecord, now: number, ended: StepState | null): TraceStep | null {
    const identity = this.identityOf(record);
    if (!identity) return null;
    const intervals = this.relative(record.intervals(now + (this.origin ?? 0), this.clocks.skew));
    const state = record.state;
    this.running[state === 'running' && ended === null ? 'add' : 'delete'](record);
    const { error } = record;
    return {
      id: record.id,
      ...identity,
      state: state === 'running' && ended !== null ? ended : state,
      intervals,
      duration: micros(totalOf(intervals)),
      inputs: [...record.inputs],
      bytes: record.bytes,
      error: error === null ? null : plainText(error),
      log: record.shownLog,
      isCritical: this.steps[this.places.get(record) ?? -1]?.isCritical ?? false,
    };
  }

  private share(record: StepRecord, step: TraceStep, now: number): StepShare[] {
    const views = [...record.views.values()];
    if (views.every((view) => view.target === null)) return [];
    const owner = step.targets[0]!;
    return step.targets.map((target) => {
      const own = views.filter((view) => view.target === target && view.process === this.processes.get(target));
      const told = own.flatMap((view) => view.intervals(now + (this.origin ?? 0), this.clocks.skew));
      const spans = own.length === views.length ? step.intervals : mergeIntervals(this.relative(told));
      return { target, isOfNeeded: target !== owner && this.index.needsOf(target).has(owner), start: spans[0]?.[0] ?? null, end: spans.at(-1)?.[1] ?? null };
    });
  }

  private relative(intervals: readonly Interval[]): Interval[] {
    const origin = this.origin ?? 0;
    return intervals.map(([start, end]) => [micros(Math.max(0, start - origin)), micros(Math.max(0, end - origin))]);
  }

  private create(digest: string): StepRecord | null {
    if (this.records.size >= MOST_STEPS) return null;
    const record = new StepRecord(digest);
    this.records.set(digest, record);
    return record;
  }

  private viewOf(record: StepRecord, process: BuildProcess, name: string): StepView | null {
    const key = `${process.id} ${name}`;
    const known = record.views.get(key);
    if (known || record.views.size >= MOST_VIEWS) return known ?? null;
    const parsed = parseVertexName(name, { targets: process.targets, stages: this.index.stages });
    const target = parsed.target ?? (process.targets.size === 1 ? [...process.targets][0]! : null);
    if (target !== null) {
      this.index.add(target);
      this.processes.set(target, this.processes.get(target) ?? process.id);
    }
    const view = new StepView(process.id, target, target === null ? [...process.targets] : [], parsed, isTimedByBuildx(parsed));
    record.views.set(key, view);
    this.known.delete(record);
    return view;
  }
}

function isByOwnClock(record: StepRecord): boolean {
  return [...record.views.values()].every((view) => view.isByOwnClock);
}
