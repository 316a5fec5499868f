import type { TraceStep } from '../../../server/src/timing/trace.ts';
import type { ShownBuild } from './shownBuild.ts';

type Clock = Pick<ShownBuild, 'now'>;

/** When a step first worked; null before. */
export function startOf(step: TraceStep): number | null {
  return step.intervals[0]?.[0] ?? null;
}

/** When it last worked: now for one that runs; null before it starts. */
export function endOf(step: TraceStep, { now }: Clock): number | null {
  const last = step.intervals.at(-1);
  if (last === undefined) return null;
  return step.state === 'running' ? Math.max(last[1], now) : last[1];
}

/** How long it worked, the time since the last report included. */
export function workOf(step: TraceStep, clock: Clock): number {
  const last = step.intervals.at(-1);
  return last === undefined ? step.duration : step.duration + Math.max(0, (endOf(step, clock) ?? 0) - last[1]);
}

/** What it waited for: the input that ended last. An input that has not ended outlasts all that have. */
export function lastInput(step: TraceStep, { steps, now }: Pick<ShownBuild, 'steps' | 'now'>): TraceStep | null {
  let last: TraceStep | null = null;
  let latest = -Infinity;
  for (const id of step.inputs) {
    const input = steps.get(id);
    if (input === undefined || input === step) continue;
    const end = isOver(input) ? (endOf(input, { now }) ?? -1) : Infinity;
    if (end <= latest) continue;
    last = input;
    latest = end;
  }
  return last;
}

export function isOver({ state }: TraceStep): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** True for a step that really worked: not one that waited, came from the cache or was over at once. */
export function hasRun({ state, duration }: TraceStep): boolean {
  return state === 'running' || state === 'failed' || ((state === 'done' || state === 'cancelled') && duration > 0);
}

/** Of the steps that run, the one that started last; null where none does. */
export function newestRunning(steps: readonly TraceStep[]): TraceStep | null {
  let newest: TraceStep | null = null;
  for (const step of steps) {
    if (step.state === 'running' && (newest === null || (startOf(step) ?? -1) >= (startOf(newest) ?? -1))) newest = step;
  }
  return newest;
}
