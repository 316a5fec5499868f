import { haveSameShape, mergeIntervals, type Interval } from './intervals.ts';
import type { FailureText } from './failureText.ts';
import type { VertexReport } from './solveStatus.ts';
import { StepLogCollector } from './stepLog.ts';
import type { StepState } from './trace.ts';
import type { VertexName } from './vertexName.ts';

/** What one process told about a step under one name: where targets share a step, each of them tells about it. */
export class StepView {
  cached = false;
  error: string | null = null;
  completed = false;
  /** By the start as it was told, since reports repeat it. The end is null while it runs. */
  readonly #spans = new Map<number, { start: number; end: number | null }>();
  #merged: Interval[] = [];

  constructor(
    /** Null for a step of no single target, such as reading the bake files. */
    readonly target: string | null,
    /** Then those of its process. */
    readonly processTargets: readonly string[],
    readonly name: VertexName,
    /** True where buildx, not the builder, took the time. */
    readonly isByOwnClock: boolean,
  ) {}

  startOf(told: number): number | null {
    return this.#spans.get(told)?.start ?? null;
  }

  addSpan(told: number, start: number, end: number | null): void {
    const known = this.#spans.get(told);
    if (known) {
      known.end = end ?? known.end;
      return;
    }
    if (this.#spans.size >= MOST_SPANS) {
      this.#merged = mergeIntervals([...this.#merged, ...this.#closed(start)]);
      this.#spans.clear();
    }
    this.#spans.set(told, { start, end });
  }

  take(report: VertexReport): void {
    this.cached ||= report.cached;
    this.error = report.error ?? this.error;
    this.completed ||= report.completed !== null;
  }

  get isStarted(): boolean {
    return this.#spans.size > 0 || this.#merged.length > 0;
  }

  get isRunning(): boolean {
    const last = [...this.#spans.values()].at(-1);
    return last !== undefined && last.end === null;
  }

  /** Until `now` while it runs. */
  intervals(now: number): Interval[] {
    return mergeIntervals([...this.#merged, ...this.#closed(now)]);
  }

  /** One that never ended was given up when the next began. */
  #closed(now: number): Interval[] {
    const spans = [...this.#spans.values()];
    return spans.map(({ start, end }, i) => [start, Math.max(start, end ?? Math.min(now, spans[i + 1]?.start ?? now))]);
  }
}

/** All that is known of one vertex, under whatever names and from whichever processes. */
export class StepRecord {
  readonly views = new Map<string, StepView>();
  readonly inputs = new Set<string>();
  /** Bytes by the id of the status. */
  readonly statuses = new Map<string, number>();
  readonly log = new StepLogCollector();
  /** What the tools printed about its failure. */
  failure: FailureText | null = null;

  constructor(readonly id: string) {}

  /**
   * Failed where any process says so, since then the build is. What really ran in one of the processes was not served by the cache, though the others,
   * coming later, say so.
   */
  get state(): StepState {
    const views = [...this.views.values()];
    if (views.some((view) => view.error !== null && !isCancelled(view.error))) {
      return 'failed';
    }
    if (views.some((view) => view.isRunning && view.error === null)) {
      return 'running';
    }
    const ended = views.filter((view) => view.error === null && view.completed);
    if (ended.length > 0) {
      return ended.every((view) => view.cached) || (ended.some((view) => view.cached) && ended.every((view) => view.cached || !view.isStarted)) ? 'cached' : 'done';
    }
    return views.some((view) => view.error !== null) ? 'cancelled' : 'waiting';
  }

  get error(): string | null {
    for (const view of this.views.values()) {
      if (view.error !== null && !isCancelled(view.error)) {
        return view.error;
      }
    }
    return null;
  }

  /** When it worked. The same work, told by several targets, counts once. */
  intervals(now: number, skew: number): Interval[] {
    const views = [...this.views.values()]
      .map((view) => view.intervals(now).map(([start, end]): Interval => (view.isByOwnClock ? [start + skew, end + skew] : [start, end])))
      .filter((intervals) => intervals.length > 0)
      .sort((a, b) => a[0]![0] - b[0]![0]);
    const distinct: Interval[][] = [];
    for (const intervals of views) {
      if (distinct.length < MOST_SHAPES && !distinct.some((other) => haveSameShape(other, intervals))) {
        distinct.push(intervals);
      }
    }
    return mergeIntervals(distinct.flat());
  }

  /** What `extracting` moves was counted when it was pulled. */
  get bytes(): number | null {
    let sum = 0;
    for (const [id, bytes] of this.statuses) {
      sum += id.startsWith('extracting ') ? 0 : bytes;
    }
    return sum === 0 ? null : sum;
  }
}

/** `context canceled` alone or at the end: another step failed, or somebody cancelled the build. */
export function isCancelled(error: string): boolean {
  return error.trimEnd().endsWith('context canceled');
}

const MOST_SPANS = 256;
const MOST_SHAPES = 64;
