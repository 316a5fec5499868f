import { BuilderClock, skewOf } from './builderClock.ts';
import type { VertexReport } from './solveStatus.ts';
import type { StepView } from './stepView.ts';
import { micros } from './timestamps.ts';

/** The builder's clock and that of buildx, as one line of time. */
export class BuildClocks {
  private readonly builder = new BuilderClock();
  private readonly own = new BuilderClock();
  private isOwnFirst = false;
  private knownSkew: number | null = null;

  /** To be added to what was placed by buildx's own clock, milliseconds. */
  get skew(): number {
    return this.knownSkew ?? 0;
  }

  /** The time of the first report, milliseconds since 1970; null before any. It moves where something earlier is reported later. */
  get origin(): number | null {
    const own = this.own.first === null ? null : this.own.first + this.skew;
    return this.builder.first === null ? own : Math.min(this.builder.first, own ?? this.builder.first);
  }

  /** The newest time that was told, milliseconds since `origin`. */
  get newest(): number {
    const own = this.own.first === null ? Number.NEGATIVE_INFINITY : this.own.latest + this.skew;
    const builder = this.builder.first === null ? Number.NEGATIVE_INFINITY : this.builder.latest;
    return this.origin === null ? 0 : micros(Math.max(own, builder) - this.origin);
  }

  /** Adds what a report tells of when a step worked. */
  takeSpan(view: StepView, { started, completed }: VertexReport): void {
    if (started === null) return;
    const clock = view.isByOwnClock ? this.own : this.builder;
    const known = view.startOf(started);
    if (known === null && clock.isBefore(completed ?? started)) {
      // Of a build that began earlier: what it still does counts from now on, what it did before took no time of this one.
      view.addSpan(started, clock.latest, completed === null ? null : clock.latest);
      return;
    }
    const end = completed === null ? null : clock.place(completed);
    const start = known ?? (end === null ? clock.place(started) : clock.placeStart(started, end));
    view.addSpan(started, start, end === null ? null : Math.max(start, end));
    this.compare(view.isByOwnClock);
  }

  touch(instant: number | null, isByOwnClock: boolean): void {
    const clock = isByOwnClock ? this.own : this.builder;
    if (instant !== null && !clock.isBefore(instant)) {
      clock.place(instant);
      this.compare(isByOwnClock);
    }
  }

  private compare(isOwn: boolean): void {
    this.isOwnFirst ||= isOwn && this.builder.first === null;
    this.knownSkew ??= skewOf(this.own, this.builder, this.isOwnFirst);
  }
}
