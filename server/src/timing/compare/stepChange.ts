import type { StepComparison, StepSide } from '../comparison.ts';
import type { TraceStep } from '../trace.ts';
import type { StepPair } from './matchSteps.ts';

/** Two builds of the same thing differ by that much for no reason: milliseconds, and a share of the longer time. */
const NOISE = 300;
const NOISE_SHARE = 0.2;

export function stepComparison({ before, after }: StepPair): StepComparison {
  const shown = after ?? before!;
  return {
    label: shown.label,
    stage: shown.stage,
    line: after?.place?.line ?? before?.place?.line ?? null,
    before: before && sideOf(before),
    after: after && sideOf(after),
    change: changeOf(before, after),
  };
}

function sideOf({ id, state, duration }: TraceStep): StepSide {
  return { id, state, duration };
}

function changeOf(before: TraceStep | null, after: TraceStep | null): StepComparison['change'] {
  if (!before) return 'new';
  if (!after) return 'gone';
  // BuildKit marks FROM as cached or not whatever became of it: only what it took tells something.
  const isBase = after.kind === 'base';
  if (!isBase && before.state === 'cached' && hasRun(after)) return 'lost its cache';
  if (!isBase && hasRun(before) && after.state === 'cached') return 'now cached';
  if (!isBase && !(hasRun(before) && hasRun(after))) return 'same';
  return isOtherDuration(before.duration, after.duration) ? (after.duration > before.duration ? 'slower' : 'faster') : 'same';
}

export function hasRun({ state }: TraceStep): boolean {
  return state === 'done' || state === 'failed';
}

export function isOtherDuration(before: number, after: number): boolean {
  const difference = Math.abs(after - before);
  return difference > NOISE && difference > NOISE_SHARE * Math.min(before, after);
}
