import type { BuildTrace, StepPlace, TraceStep } from '../trace.ts';

/** Longer instructions are told by their beginning. */
const MOST_LABEL = 500;
const DIGEST = /@sha256:[0-9a-f]{64}\b/;
const FROM = /^FROM\s/i;

/**
 * Steps that name variables are called as the Dockerfile has them. The builder puts values in the place of variables: of build arguments
 * too, which must not be kept, and no search for values finds one of two letters. So is FROM: builds that share an image's step share the name that the
 * first of them gave it.
 */
export function withWrittenLabels(trace: BuildTrace): BuildTrace {
  return { ...trace, steps: trace.steps.map((step) => (step.place && isCalledAsWritten(step.place) ? { ...step, label: writtenLabel(step, step.place.text) } : step)) };
}

function isCalledAsWritten({ text }: StepPlace): boolean {
  return text.includes('$') || FROM.test(text);
}

function writtenLabel({ label }: TraceStep, text: string): string {
  const written = text.replaceAll(/\\[ \t]*\r?\n\s*/g, '').replaceAll(/\s+/g, ' ').trim();
  const shown = written.length > MOST_LABEL ? `${written.slice(0, MOST_LABEL - 1)}…` : written;
  if (!FROM.test(shown)) return shown;
  const image = shown.replace(/ AS \S+$/i, '');
  // Which image it was then is no argument's value.
  return DIGEST.test(image) ? image : image + (DIGEST.exec(label)?.[0] ?? '');
}
