import type { FailureText } from './failureText.ts';
import { haveSameShape, mergeIntervals, type Interval } from './intervals.ts';
import { keywordOf } from './keywords.ts';
import { StepLogCollector } from './stepLog.ts';
import type { StepView } from './stepView.ts';
import type { StepLog, StepState } from './trace.ts';

/** All that is known of one vertex, under whatever names and from whichever processes. */
export class StepRecord {
  readonly views = new Map<string, StepView>();
  readonly inputs = new Set<string>();
  /** Bytes by the id of the status. */
  readonly statuses = new Map<string, number>();
  /** What the tools printed about its failure. */
  failure: FailureText | null = null;

  private collector: StepLogCollector | null = null;

  constructor(readonly id: string) {}

  /** Made when first asked for: most steps print nothing. */
  get log(): StepLogCollector {
    return (this.collector ??= new StepLogCollector());
  }

  get shownLog(): StepLog {
    return this.collector?.log ?? NO_LOG;
  }

  /**
   * Failed where any process says so, since then the build is. What really ran in one of the processes was not served by the cache, though others that come
   * later say so; but a base image was, if anyone says so: nobody else marks it.
   */
  get state(): StepState {
    const views = [...this.views.values()];
    if (views.some((view) => view.isFailed)) return 'failed';
    if (views.some((view) => view.isRunning)) return 'running';
    const ended = views.filter((view) => view.isDone);
    if (ended.length > 0) {
      const isBase = ended.some((view) => keywordOf(view.name.label) === 'FROM');
      const isCached = (view: StepView): boolean => view.cached;
      return (isBase ? ended.some(isCached) : ended.every(isCached)) ? 'cached' : 'done';
    }
    return views.some((view) => view.error !== null) ? 'cancelled' : 'waiting';
  }

  get error(): string | null {
    return [...this.views.values()].find((view) => view.isFailed)?.error ?? null;
  }

  /**
   * When it worked, in the process that came first. The targets of a process that share a step tell about the same work, shifted by some
   * milliseconds: that counts once.
   */
  intervals(now: number, skew: number): Interval[] {
    const telling = this.telling(this.state);
    const process = Math.min(...telling.map((view) => view.process));
    const distinct: Interval[][] = [];
    const told = telling.filter((view) => view.process === process).map((view) => view.intervals(now, skew));
    for (const intervals of told.sort((a, b) => (a[0]?.[0] ?? 0) - (b[0]?.[0] ?? 0))) {
      if (distinct.length < MOST_SHAPES && !distinct.some((other) => haveSameShape(other, intervals))) distinct.push(intervals);
    }
    return mergeIntervals(distinct.flat());
  }

  /** What `extracting` moves was counted when it was pulled. Null for none. */
  get bytes(): number | null {
    let sum = 0;
    for (const [id, bytes] of this.statuses) sum += id.startsWith('extracting ') ? 0 : bytes;
    return sum === 0 ? null : sum;
  }

  /** The views whose times are those of a step in that state. */
  private telling(state: StepState): StepView[] {
    const started = [...this.views.values()].filter((view) => view.isStarted);
    const telling = started.filter((view) => {
      switch (state) {
        case 'failed':
          return view.isFailed;
        case 'running':
          return view.isRunning;
        case 'done':
          return view.isDone && !view.cached;
        case 'cached':
          return view.cached;
        default:
          return true;
      }
    });
    return telling.length > 0 ? telling : started;
  }
}

const NO_LOG: StepLog = { text: '', lines: 0, bytes: 0, isCut: false };

/** Ways in which targets may tell about the same step: more than a few are nobody's. */
const MOST_SHAPES = 64;
