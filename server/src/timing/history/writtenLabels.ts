import type { BuildTrace, TraceStep } from '../trace.ts';

/** Longer instructions are told by their beginning. */
const MOST_LABEL = 500;
const DIGEST = /@sha256:[0-9a-f]{64}\b/;

/**
 * Steps that name variables are called as the Dockerfile has them. The builder puts values in the place of variables: of build arguments
 * too, which must not be kept, and no search for values finds one of two letters.
 */
export function withWrittenLabels(trace: BuildTrace): BuildTrace {
  return { ...trace, steps: trace.steps.map((step) => (step.place?.text.includes('$') ? { ...step, label: writtenLabel(step, step.place.text) } : step)) };
}

function writtenLabel({ label }: TraceStep, text: string): string {
  const written = text.replaceAll(/\\[ \t]*\r?\n\s*/g, '').replaceAll(/\s+/g, ' ').trim();
  const shown = written.length > MOST_LABEL ? `${written.slice(0, MOST_LABEL - 1)}…` : written;
  // Which image it was then is no argument's value.
  return shown + (/^FROM\s/i.test(written) ? (DIGEST.exec(label)?.[0] ?? '') : '');
}
