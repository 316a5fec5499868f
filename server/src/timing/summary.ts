import { isReached } from './cacheCounts.ts';
import { mergeIntervals, totalOf, type Interval } from './intervals.ts';
import type { CriticalPath } from './criticalPath.ts';
import { micros } from './timestamps.ts';
import type { TraceStep, TraceSummary } from './trace.ts';

const MOST_SLOWEST = 5;

/** The numbers of a build. The critical path is the caller's, who may find it less often; it is never told as longer than the wall time. */
export function summarize(steps: readonly TraceStep[], critical: CriticalPath, wall: number): TraceSummary {
  let instructions = 0;
  let cached = 0;
  let ran = 0;
  let contextBytes = 0;
  let work = 0;
  const exports: Interval[] = [];
  for (const step of steps) {
    work += step.duration;
    if (step.kind === 'instruction') {
      instructions++;
      cached += step.state === 'cached' ? 1 : 0;
      ran += step.state !== 'cached' && isReached(step) ? 1 : 0;
    } else if (step.kind === 'export') {
      exports.push(...step.intervals);
    } else if (step.kind === 'context') {
      contextBytes += step.bytes ?? 0;
    }
  }
  return {
    instructions,
    cached,
    cacheRate: cached + ran === 0 ? null : cached / (cached + ran),
    contextBytes,
    exporting: micros(totalOf(mergeIntervals(exports))),
    work: micros(work),
    critical: micros(Math.min(critical.duration, wall)),
    criticalPath: critical.steps,
    slowest: slowestOf(steps),
  };
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
