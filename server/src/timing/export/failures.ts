import type { BuildRecord } from '../record.ts';
import { errorText, whyFailed } from '../stepFailure.ts';
import type { TraceStep } from '../trace.ts';
import type { BuiltReport } from './builtReport.ts';
import { lastLogLines } from './logLines.ts';
import { stepLabel } from './stepName.ts';

/** Lines of a log that are shown of a failing step, and failures that are told one by one. */
const FAILURE_LINES = 20;
const MOST_FAILURES = 50;

/** A step that failed, or a target that failed without one. */
export interface Failure {
  /** Null where only one Dockerfile was built. */
  readonly target: string | null;
  /** As the trace has it, with its 0-based line. */
  readonly place: { readonly dockerfile: string; readonly line: number } | null;
  /** `RUN npm ci failed with exit code 1`: no full stop. */
  readonly sentence: string;
  /** The end of what the step printed. */
  readonly log: readonly string[];
}

/** True where a Dockerfile was built by itself: its target has no name but that of the file. */
export function isAlone(record: BuildRecord | null): boolean {
  return record?.what.kind === 'dockerfile';
}

/** What failed, in the order of the steps; what was cancelled because of it is left out. */
export function failuresOf({ trace: { steps, targets }, record }: Pick<BuiltReport, 'trace' | 'record'>): readonly Failure[] {
  const failed = steps.filter(({ state }) => state === 'failed').slice(0, MOST_FAILURES);
  const told = new Set(failed.flatMap((step) => step.targets));
  const others = targets.filter(({ state, name, error }) => state === 'failed' && error !== null && !told.has(name));
  const found = [
    ...failed.map(failureOf),
    ...others.slice(0, MOST_FAILURES - failed.length).map(({ name, error }): Failure => ({ target: name, place: null, sentence: errorText(error ?? ''), log: [] })),
  ];
  return isAlone(record) ? found.map((failure) => ({ ...failure, target: null })) : found;
}

function failureOf(step: TraceStep): Failure {
  const { place, targets, error, log } = step;
  return {
    target: targets[0] ?? null,
    place: place && { dockerfile: place.dockerfile, line: place.line },
    sentence: `${stepLabel(step)} ${whyFailed(error)}`,
    log: lastLogLines(log.text, FAILURE_LINES),
  };
}
