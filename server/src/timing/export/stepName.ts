import { shownText } from '../shownText.ts';
import type { BuildTrace, TraceStep } from '../trace.ts';

/** Characters of a step's label where it stands in a line with others. */
const MOST_LABEL = 100;

/**
 * Where a step belongs, as the builder writes it in its bracket: `web build 3/5`, `build 3/5` where only one target is built. Empty for
 * what has neither target nor position.
 */
export function stepBracket({ targets, stage, position }: TraceStep, trace: Pick<BuildTrace, 'targets'>): string {
  const parts = [
    ...(trace.targets.length > 1 && targets[0] !== undefined ? [shownText(targets[0], MOST_LABEL)] : []),
    ...(stage === null ? [] : [shownText(stage, MOST_LABEL)]),
    ...(position === null ? [] : [`${position.index}/${position.total}`]),
  ];
  return parts.join(' ');
}

/** `RUN npm ci`, one line. */
export function stepLabel({ label }: Pick<TraceStep, 'label'>, most = MOST_LABEL): string {
  return shownText(label, most);
}

/** `[web build 3/5] RUN npm ci`. */
export function stepName(step: TraceStep, trace: Pick<BuildTrace, 'targets'>): string {
  const bracket = stepBracket(step, trace);
  return bracket === '' ? stepLabel(step) : `[${bracket}] ${stepLabel(step)}`;
}
