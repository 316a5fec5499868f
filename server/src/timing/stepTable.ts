import { BuilderClock, skewOf } from './builderClock.ts';
import { totalOf, type Interval } from './intervals.ts';
import type { LogReport, StatusReport, VertexReport } from './solveStatus.ts';
import { StepIdentities, type StepIdentity } from './stepIdentity.ts';
import { StepRecord, StepView } from './stepRecord.ts';
import { micros } from './summary.ts';
import type { TargetIndex } from './targetIndex.ts';
import { plainText } from './terminalText.ts';
import { MOST_LOG, type BuildState, type StepState, type TraceStep } from './trace.ts';
import { parseVertexName, type VertexName } from './vertexName.ts';

/** A process that builds, and the targets that it builds. */
export interface BuildProcess {
  readonly id: number;
  readonly targets: ReadonlySet<string>;
}

/** What a stream may make us remember: no build comes near. */
const MOST_STEPS = 50_000;
const MOST_VIEWS = 1_000;
const MOST_STATUSES = 2_000;
const MOST_INPUTS = 2_000;
/** Characters of all logs together. */
const MOST_LOGS = 1_000 * MOST_LOG;

/** All vertices of a build, from all its processes, and what they are as steps of the trace. */
export class StepTable {
  /** In order of first report; grows with `refresh`. */
  readonly steps: TraceStep[] = [];
  readonly #records = new Map<string, StepRecord>();
  readonly #places = new Map<StepRecord, number>();
  readonly #identities: StepIdentities;
  readonly #known = new Map<StepRecord, StepIdentity>();
  readonly #dirty = new Set<StepRecord>();
  readonly #running = new Set<StepRecord>();
  readonly #clock = new BuilderClock();
  readonly #ownClock = new BuilderClock();
  #isOwnFirst = false;
  #skew: number | null = null;
  #origin: number | null = null;
  #version = 0;
  /** With the step that printed longest ago first. */
  readonly #logs = new Set<StepRecord>();
  #logged = 0;

  constructor(private readonly index: TargetIndex) {
    this.#identities = new StepIdentities(index);
  }

  record(id: string): StepRecord | undefined {
    return this.#records.get(id);
  }

  takeVertex(process: BuildProcess, report: VertexReport): void {
    const record = this.#records.get(report.digest) ?? this.#create(report.digest);
    const view = record && this.#viewOf(record, process, report.name);
    if (!record || !view) {
      return;
    }
    for (const input of report.inputs) {
      if (record.inputs.size < MOST_INPUTS) {
        record.inputs.add(input);
      }
    }
    this.#takeTimes(view, report);
    view.take(report);
    this.#dirty.add(record);
  }

  takeStatus(report: StatusReport): void {
    const record = this.#records.get(report.vertex);
    if (record) {
      if (record.statuses.has(report.id) || record.statuses.size < MOST_STATUSES) {
        record.statuses.set(report.id, Math.max(report.current, record.statuses.get(report.id) ?? 0));
      }
      this.#touch(record, report.timestamp);
      this.#dirty.add(record);
    }
  }

  /** The lines that the report completes. */
  takeLog(report: LogReport): string[] {
    const record = this.#records.get(report.vertex);
    if (!record) {
      return [];
    }
    const before = record.log.length;
    const lines = record.log.push(report.stream, report.data);
    this.#logged += record.log.length - before;
    this.#logs.delete(record);
    this.#logs.add(record);
    for (const oldest of this.#logged > MOST_LOGS ? this.#logs : []) {
      if (this.#logged <= MOST_LOGS || oldest === record) {
        break;
      }
      this.#logged -= oldest.log.length;
      oldest.log.drop();
      this.#logs.delete(oldest);
      this.#dirty.add(oldest);
    }
    this.#touch(record, report.timestamp);
    this.#dirty.add(record);
    return lines;
  }

  /** Ends the logs; the lines that had no line break, with their steps. */
  endLogs(): { readonly id: string; readonly lines: readonly string[] }[] {
    const ended: { id: string; lines: string[] }[] = [];
    for (const record of this.#logs) {
      const lines = record.log.end();
      if (lines.length > 0) {
        ended.push({ id: record.id, lines });
        this.#dirty.add(record);
      }
    }
    return ended;
  }

  identityOf(record: StepRecord): StepIdentity | null {
    const known = this.#known.get(record) ?? this.#identities.identify(record);
    if (known) {
      this.#known.set(record, known);
    }
    return known;
  }

  /** Something became known of a step that is no report of the builder. */
  touch(record: StepRecord): void {
    this.#known.delete(record);
    this.#dirty.add(record);
  }

  /** The builder's time of the first report, milliseconds since 1970. */
  get origin(): number | null {
    const own = this.#ownClock.first === null ? null : this.#ownClock.first + (this.#skew ?? 0);
    return this.#clock.first === null ? own : Math.min(this.#clock.first, own ?? this.#clock.first);
  }

  /** The newest time that was told, milliseconds since `origin`. */
  get newest(): number {
    const own = this.#ownClock.first === null ? Number.NEGATIVE_INFINITY : this.#ownClock.latest + (this.#skew ?? 0);
    const latest = Math.max(own, this.#clock.first === null ? Number.NEGATIVE_INFINITY : this.#clock.latest);
    return this.origin === null ? 0 : micros(latest - this.origin);
  }

  /**
   * Makes the steps anew of which something changed; their places in `steps`. Running ones last until `now`, and are in `ended` where the
   * build is over.
   */
  refresh(now: number, ended: StepState | null): number[] {
    for (const record of this.#dirty) {
      this.identityOf(record);
    }
    if (this.#origin !== this.origin || this.#version !== this.#identities.version) {
      this.#known.clear();
      this.#origin = this.origin;
      this.#version = this.#identities.version;
      this.#records.forEach((record) => this.#dirty.add(record));
    }
    const changed: number[] = [];
    for (const record of new Set([...this.#dirty, ...this.#running])) {
      const step = this.#makeStep(record, now, ended);
      if (step) {
        const place = this.#places.get(record) ?? this.steps.length;
        this.#places.set(record, place);
        this.steps[place] = step;
        changed.push(place);
      }
    }
    this.#dirty.clear();
    return changed;
  }

  #makeStep(record: StepRecord, now: number, ended: StepState | null): TraceStep | null {
    const identity = this.identityOf(record);
    if (!identity) {
      return null;
    }
    const origin = this.#origin ?? 0;
    const intervals = record.intervals(now + origin, this.#skew ?? 0).map(([start, end]): Interval => [micros(Math.max(0, start - origin)), micros(Math.max(0, end - origin))]);
    const state = record.state;
    this.#running[state === 'running' && ended === null ? 'add' : 'delete'](record);
    const known = this.steps[this.#places.get(record) ?? -1];
    return {
      id: record.id,
      ...identity,
      state: state === 'running' && ended !== null ? ended : state,
      intervals,
      duration: micros(totalOf(intervals)),
      inputs: [...record.inputs],
      bytes: record.bytes,
      error: record.error === null ? null : plainText(record.error),
      log: record.log.log,
      isCritical: known?.isCritical ?? false,
    };
  }

  #create(digest: string): StepRecord | null {
    if (this.#records.size >= MOST_STEPS) {
      return null;
    }
    const record = new StepRecord(digest);
    this.#records.set(digest, record);
    return record;
  }

  #viewOf(record: StepRecord, process: BuildProcess, name: string): StepView | null {
    const key = `${process.id} ${name}`;
    const known = record.views.get(key);
    if (known || record.views.size >= MOST_VIEWS) {
      return known ?? null;
    }
    const parsed = parseVertexName(name, { targets: process.targets, stages: this.index.stages });
    const target = parsed.target ?? (process.targets.size === 1 ? [...process.targets][0]! : null);
    if (target !== null) {
      this.index.add(target);
    }
    const view = new StepView(target, target === null ? [...process.targets] : [], parsed, isTimedByBuildx(parsed));
    record.views.set(key, view);
    this.#known.delete(record);
    return view;
  }

  #takeTimes(view: StepView, report: VertexReport): void {
    const clock = view.isByOwnClock ? this.#ownClock : this.#clock;
    if (report.started !== null) {
      const known = view.startOf(report.started);
      const end = report.completed === null ? null : clock.place(report.completed);
      const start = known ?? (end === null ? clock.place(report.started) : clock.placeStart(report.started, end));
      view.addSpan(report.started, start, end === null ? null : Math.max(start, end));
    }
    this.#compareClocks(view.isByOwnClock);
  }

  #touch(record: StepRecord, timestamp: number | null): void {
    const isOwn = [...record.views.values()].every((view) => view.isByOwnClock);
    if (timestamp !== null) {
      (isOwn ? this.#ownClock : this.#clock).place(timestamp);
      this.#compareClocks(isOwn);
    }
  }

  #compareClocks(isOwn: boolean): void {
    this.#isOwnFirst ||= isOwn && this.#clock.first === null;
    this.#skew ??= skewOf(this.#ownClock, this.#clock, this.#isOwnFirst);
  }
}

const BUILDX_STEPS = /^(load (local|remote) bake definitions|booting buildkit|connecting to |waiting for |resolving provenance |importing to docker|merging manifest list)/;

function isTimedByBuildx(name: VertexName): boolean {
  return BUILDX_STEPS.test(name.label);
}

/** How steps that still run are to be called when the build is over. */
export function endedState(state: BuildState, isAnyFailed: boolean): StepState | null {
  switch (state) {
    case 'running':
      return null;
    case 'done':
      return 'done';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return isAnyFailed ? 'cancelled' : 'failed';
  }
}
