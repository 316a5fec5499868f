import type { BuildFacts } from '../../../server/src/timing/record.ts';
import type { BuildTrace, TraceStep } from '../../../server/src/timing/trace.ts';
import type { TimelineAbilities } from './messages.ts';

/** What all parts of the page read. A new one for each state of the build. */
export interface ShownBuild {
  readonly facts: BuildFacts;
  readonly trace: BuildTrace;
  readonly abilities: TimelineAbilities;
  readonly isLive: boolean;
  /** On the trace's own clock, milliseconds: the newest report and the time that passed here since; the wall time of a finished build. */
  readonly now: number;
  /** Milliseconds that the build takes for the person who waits. */
  readonly elapsed: number;
  readonly steps: ReadonlyMap<string, TraceStep>;
}
