import type { Comparison, StepComparison } from '../comparison.ts';

/** A step of a comparison that a person wants to know of. */
export interface NotableChange {
  readonly target: string;
  readonly label: string;
  readonly line: number | null;
  readonly change: StepComparison['change'];
  /** Milliseconds; null where that build did not have the step. */
  readonly before: number | null;
  readonly after: number | null;
}

const MOST_CHANGES = 5;

/** Steps whose time changed most, those first; less than this is chance. */
const LEAST_MILLISECONDS = 100;

export function compareSteps({ targets }: Comparison): readonly NotableChange[] {
  const all = targets.flatMap(({ target, steps }) =>
    steps.map(({ label, line, change, before, after }) => ({ target, label, line, change, before: before?.duration ?? null, after: after?.duration ?? null })),
  );
  return all
    .filter((one) => one.change !== 'same' && difference(one) >= LEAST_MILLISECONDS)
    .sort((a, b) => difference(b) - difference(a))
    .slice(0, MOST_CHANGES);
}

function difference({ before, after }: NotableChange): number {
  return Math.abs((after ?? 0) - (before ?? 0));
}
