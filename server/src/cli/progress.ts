import type { BuildListener } from '../build/run.ts';
import type { TraceStep } from '../timing/trace.ts';

/** Tells a person how a build goes on. */
export interface BuildProgress extends Required<Pick<BuildListener, 'started' | 'progress' | 'log'>> {
  /** Says something in between: a sentence. */
  note(text: string): void;
  /** Tells what is left, and leaves the terminal as it was. Nothing may be told after it. */
  end(): void;
}

/** Nothing is told: what failed is in the report. */
export const SILENT: BuildProgress = { started() {}, progress() {}, log() {}, note() {}, end() {} };

/** As the builder takes it: functions of their own, which may be passed on one by one. */
export function listenerOf(progress: BuildProgress): BuildListener {
  return { started: (command) => progress.started(command), progress: (delta) => progress.progress(delta), log: (entry) => progress.log(entry) };
}

/** Milliseconds from which on a step is told that nobody wrote: pulling a base image, sending the context, writing the image. */
const LONG = 1000;

/** True for what the author of a Dockerfile wrote, and for what one waits for. */
export function isWorthTelling({ kind, state, duration }: TraceStep): boolean {
  return kind === 'instruction' || state === 'failed' || duration >= LONG;
}

export function hasEnded({ state }: TraceStep): boolean {
  return state === 'done' || state === 'cached' || state === 'failed' || state === 'cancelled';
}

/** The builder's time of its first start; 0 before that. */
export function startOf({ intervals }: TraceStep): number {
  return intervals[0]?.[0] ?? 0;
}

/** Steps as they ended; what came from the cache within one millisecond in the order of the Dockerfile. */
export function inOrderOfEnd(steps: readonly TraceStep[]): readonly TraceStep[] {
  const timed = steps.map((step) => ({ step, time: Math.round(endOf(step)), index: step.position?.index ?? 0 }));
  return timed.sort((a, b) => a.time - b.time || a.index - b.index).map(({ step }) => step);
}

export function endOf({ intervals }: TraceStep): number {
  return intervals.at(-1)?.[1] ?? 0;
}
