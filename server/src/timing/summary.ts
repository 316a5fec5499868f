import { mergeIntervals, totalOf } from './intervals.ts';
import type { CriticalPath } from './criticalPath.ts';
import type { TraceStep, TraceSummary } from './trace.ts';

const MOST_SLOWEST = 5;

/** The numbers of a build. The critical path is the caller's, who may find it less often; it is never told as longer than the wall time. */
export function summarize(steps: readonly TraceStep[], critical: CriticalPath, wall: number): TraceSummary {
  const instructions = steps.filter((step) => step.kind === 'instruction');
  const cached = instructions.filter((step) => step.state === 'cached').length;
  const ran = instructions.filter((step) => step.state !== 'cached' && step.state !== 'waiting').length;
  return {
    instructions: instructions.length,
    cached,
    cacheRate: cached + ran === 0 ? null : cached / (cached + ran),
    contextBytes: sum(steps.map((step) => (step.kind === 'context' ? (step.bytes ?? 0) : 0))),
    exporting: micros(totalOf(mergeIntervals(steps.flatMap((step) => (step.kind === 'export' ? step.intervals : []))))),
    work: micros(sum(steps.map((step) => step.duration))),
    critical: micros(Math.min(critical.duration, wall)),
    criticalPath: critical.steps,
    slowest: slowestOf(steps),
  };
}

/** Rounded to microseconds: sums of doubles are not worth more. */
export function micros(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function slowestOf(steps: readonly TraceStep[]): string[] {
  const slowest: TraceStep[] = [];
  for (const step of steps) {
    if (step.duration > (slowest.length < MOST_SLOWEST ? 0 : (slowest.at(-1)?.duration ?? 0))) {
      slowest.push(step);
      slowest.sort((a, b) => b.duration - a.duration);
      slowest.length = Math.min(slowest.length, MOST_SLOWEST);
    }
  }
  return slowest.map((step) => step.id);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
