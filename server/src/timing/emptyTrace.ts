import type { BuildTrace } from './trace.ts';

/** What is known of a build that could not begin. */
export const EMPTY_TRACE: BuildTrace = {
  state: 'failed',
  startedAt: null,
  wall: 0,
  targets: [],
  steps: [],
  warnings: [],
  text: '',
  summary: { instructions: 0, cached: 0, cacheRate: null, contextBytes: 0, exporting: 0, work: 0, critical: 0, criticalPath: [], slowest: [] },
};
