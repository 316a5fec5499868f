import type { TraceDelta } from '../../../server/src/protocol.ts';
import { withWrittenLabels } from '../../../server/src/timing/history/writtenLabels.ts';

/**
 * A trace, or what is new of it, as it may be shown: the builder puts the values of build arguments into the names of steps and into
 * errors. Steps are called as the Dockerfile has them, as the history calls them, so that one and the same build reads the same everywhere.
 * @param redact takes secrets out of a text
 */
export function shownTrace(trace: TraceDelta, redact: (text: string) => string): TraceDelta {
  const orNull = (text: string | null) => (text === null ? null : redact(text));
  const { steps, targets, warnings, ...rest } = withWrittenLabels(trace);
  return {
    ...rest,
    text: redact(rest.text),
    steps: steps.map((step) => ({ ...step, label: redact(step.label), error: orNull(step.error), log: { ...step.log, text: redact(step.log.text) } })),
    targets: targets.map((target) => ({ ...target, error: orNull(target.error) })),
    warnings: warnings.map((warning) => ({ ...warning, text: redact(warning.text) })),
  };
}
