import { exportedImage } from './exportedImage.ts';
import type { StepShare, StepTable } from './stepTable.ts';
import type { TargetIndex } from './targetIndex.ts';
import type { BuildState, TraceStep, TraceTarget } from './trace.ts';

/** What is known of a target besides its steps. */
export interface TargetOutcome {
  /** How its process ended; null while it runs, or where nobody told. */
  readonly end: Exclude<BuildState, 'running'> | null;
  /** In the tools' words, for a failure without a step. */
  readonly error: string | null;
}

interface Tally {
  start: number | null;
  end: number | null;
  contextBytes: number | null;
  imageId: string | null;
  imageNames: string[];
  failed: TraceStep | null;
  /** A step of a target that it starts from failed, or one of its own was cancelled. */
  isStopped: boolean;
  isRunning: boolean;
  isExported: boolean;
}

export function describeTargets(
  index: TargetIndex,
  table: StepTable,
  outcomeOf: (target: string) => TargetOutcome,
  now: number,
): TraceTarget[] {
  const tallies = new Map<string, Tally>(index.names.map((name) => [name, emptyTally()]));
  table.steps.forEach((step, place) => {
    for (const share of table.sharesOf(place)) {
      const tally = tallies.get(share.target);
      if (tally) count(tally, step, share, table);
    }
  });
  const isAnyFailed = [...tallies].some(([name, tally]) => tally.failed !== null || outcomeOf(name).error !== null);
  return [...tallies].map(([name, tally]) => asTarget(name, tally, outcomeOf(name), isAnyFailed, now));
}

function emptyTally(): Tally {
  return { start: null, end: null, contextBytes: null, imageId: null, imageNames: [], failed: null, isStopped: false, isRunning: false, isExported: false };
}

function count(tally: Tally, step: TraceStep, { isOfNeeded, start, end }: StepShare, table: StepTable): void {
  tally.start = start === null ? tally.start : Math.min(start, tally.start ?? start);
  tally.end = end === null ? tally.end : Math.max(end, tally.end ?? end);
  if (step.kind === 'context' && step.bytes !== null) tally.contextBytes = (tally.contextBytes ?? 0) + step.bytes;
  tally.isRunning ||= step.state === 'running' && start !== null;
  if (step.state === 'failed' && !isOfNeeded) tally.failed = tally.failed && !isRather(step, tally.failed, table) ? tally.failed : step;
  tally.isStopped ||= step.state === 'cancelled' || (step.state === 'failed' && isOfNeeded);
  if (step.kind === 'export' && !isOfNeeded) {
    const image = exportedImage(step.label, table.record(step.id)?.statuses.keys() ?? []);
    tally.imageId = image.id ?? tally.imageId;
    tally.imageNames.push(...image.names.filter((name) => !tally.imageNames.includes(name)));
    tally.isExported ||= step.state === 'done' || step.state === 'cached';
  }
}

/** Of several that failed at once, the one that the tools name, else the first. */
function isRather(step: TraceStep, other: TraceStep, table: StepTable): boolean {
  const [isTold, isOtherTold] = [step, other].map(({ id }) => (table.record(id)?.failure ?? null) !== null);
  return isTold === isOtherTold ? endOf(step) < endOf(other) : isTold === true;
}

function endOf(step: TraceStep): number {
  return step.intervals.at(-1)?.[1] ?? 0;
}

function asTarget(name: string, tally: Tally, outcome: TargetOutcome, isAnyFailed: boolean, now: number): TraceTarget {
  const state = stateOf(tally, outcome, isAnyFailed);
  return {
    name,
    state,
    start: tally.start,
    end: tally.start === null ? null : state === 'running' ? now : tally.end,
    contextBytes: tally.contextBytes,
    imageId: tally.imageId,
    imageNames: tally.imageNames,
    error: state === 'failed' ? (tally.failed?.error ?? outcome.error) : null,
    failedStep: tally.failed?.id ?? null,
  };
}

function stateOf(tally: Tally, outcome: TargetOutcome, isAnyFailed: boolean): TraceTarget['state'] {
  if (tally.failed || outcome.error !== null) return 'failed';
  if (tally.isStopped) return 'cancelled';
  if (outcome.end === 'done' || (tally.isExported && !tally.isRunning)) return 'done';
  if (tally.start === null && outcome.end !== 'failed') return 'waiting';
  if (outcome.end === 'failed') return !isAnyFailed ? 'failed' : tally.start === null ? 'waiting' : 'cancelled';
  return outcome.end ?? 'running';
}
