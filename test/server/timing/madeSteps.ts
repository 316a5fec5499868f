import type { TraceStep, TraceTarget } from '../../../server/src/timing/trace.ts';

/** A made-up step of one target: an instruction that is done, and worked as long as its intervals say. */
export function madeStep(parts: Partial<TraceStep> & Pick<TraceStep, 'id'>): TraceStep {
  const intervals = parts.intervals ?? [];
  return {
    targets: ['web'],
    kind: 'instruction',
    stage: null,
    label: `RUN ${parts.id}`,
    position: null,
    place: null,
    state: 'done',
    intervals,
    duration: intervals.reduce((sum, [start, end]) => sum + end - start, 0),
    inputs: [],
    bytes: null,
    error: null,
    log: { text: '', lines: 0, bytes: 0, isCut: false },
    isCritical: false,
    ...parts,
  };
}

/** A made-up target that was built in a second. */
export function madeTarget(parts: Partial<TraceTarget> = {}): TraceTarget {
  return { name: 'web', state: 'done', start: 0, end: 1000, contextBytes: null, imageId: null, imageNames: [], error: null, failedStep: null, ...parts };
}
