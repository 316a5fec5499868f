import type { BuildTrace } from '../trace.ts';
import type { ShowPath } from './builtReport.ts';

/** The trace with its Dockerfiles named as `showPath` says: an export is handed on, and says nothing of where its sender keeps files. */
export function withNamedPaths(trace: BuildTrace, showPath: ShowPath): BuildTrace {
  return {
    ...trace,
    steps: trace.steps.map((step) => (step.place ? { ...step, place: { ...step.place, dockerfile: showPath(step.place.dockerfile) } } : step)),
    warnings: trace.warnings.map((warning) => (warning.dockerfile === null ? warning : { ...warning, dockerfile: showPath(warning.dockerfile) })),
  };
}
