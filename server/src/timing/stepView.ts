import { mergeIntervals, type Interval } from './intervals.ts';
import type { VertexReport } from './solveStatus.ts';
import type { VertexName } from './vertexName.ts';

/** What one process told about a step under one name: where targets share a step, each of them tells about it. */
export class StepView {
  cached = false;
  error: string | null = null;
  private isCompleted = false;
  /** By the start as it was told, since reports repeat it. The end is null while it runs. */
  private readonly spans = new Map<number, { readonly start: number; end: number | null }>();
  private merged: Interval[] = [];

  constructor(
    /** Processes are numbered as they begin. */
    readonly process: number,
    /** Null for a step of no single target, such as reading the bake files. */
    readonly target: string | null,
    /** Those of its process, where it is no single target's. */
    readonly processTargets: readonly string[],
    readonly name: VertexName,
    /** True where buildx, not the builder, took the time. */
    readonly isByOwnClock: boolean,
  ) {}

  take(report: VertexReport): void {
    this.cached ||= report.cached;
    this.error = report.error ?? this.error;
    this.isCompleted ||= report.completed !== null;
  }

  /** Where it is placed, of a start as it was told; null where that is new. */
  startOf(told: number): number | null {
    return this.spans.get(told)?.start ?? null;
  }

  addSpan(told: number, start: number, end: number | null): void {
    const known = this.spans.get(told);
    if (known) {
      known.end = end ?? known.end;
      return;
    }
    if (this.spans.size >= MOST_SPANS) {
      this.merged = mergeIntervals([...this.merged, ...this.closed(start)]);
      this.spans.clear();
    }
    this.spans.set(told, { start, end });
  }

  get isStarted(): boolean {
    return this.spans.size > 0;
  }

  get isRunning(): boolean {
    return this.error === null && [...this.spans.values()].at(-1)?.end === null;
  }

  get isDone(): boolean {
    return this.error === null && this.isCompleted;
  }

  /** `context canceled` alone or at the end is no failure: another step failed, or somebody cancelled the build. */
  get isFailed(): boolean {
    return this.error !== null && !isCancellation(this.error);
  }

  /** Until `now` while it runs. `skew` is what buildx's own clock is off. */
  intervals(now: number, skew: number): Interval[] {
    const off = this.isByOwnClock ? skew : 0;
    return mergeIntervals([...this.merged, ...this.closed(now - off)]).map(([start, end]): Interval => [start + off, end + off]);
  }

  /** One that never ended was given up when the next began. */
  private closed(now: number): Interval[] {
    const spans = [...this.spans.values()];
    return spans.map(({ start, end }, i) => [start, Math.max(start, end ?? Math.min(now, spans[i + 1]?.start ?? now))]);
  }
}

export function isCancellation(error: string): boolean {
  return error.trimEnd().endsWith('context canceled');
}

/** Starts of one step; beyond, what ended is only kept merged. */
const MOST_SPANS = 256;
