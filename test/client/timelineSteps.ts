import type { ShownBuild } from '../../client/webviews/timeline/shownBuild.ts';
import type { BuildTrace, TraceStep, TraceTarget } from '../../server/src/timing/trace.ts';
import { madeStep, madeTarget } from '../server/timing/madeSteps.ts';

/** A step of a made-up build: an instruction that worked from 1 s to 3 s, unless told otherwise. */
export function step(id: string, differences: Partial<TraceStep> = {}): TraceStep {
  return madeStep({ id, intervals: [[1_000, 3_000]], ...differences });
}

export const waiting = (id: string, differences: Partial<TraceStep> = {}): TraceStep => step(id, { state: 'waiting', intervals: [], ...differences });

export function target(name: string, differences: Partial<TraceTarget> = {}): TraceTarget {
  return madeTarget({ name, end: 3_000, ...differences });
}

export function trace(steps: readonly TraceStep[], differences: Partial<BuildTrace> = {}): BuildTrace {
  const names = [...new Set(steps.flatMap(({ targets }) => targets))];
  const summary = { instructions: 0, cached: 0, cacheRate: null, contextBytes: 0, exporting: 0, work: 0, critical: 0, criticalPath: [], slowest: [] };
  return { state: 'done', startedAt: null, wall: 10_000, targets: names.map((name) => target(name)), steps, warnings: [], text: '', summary, ...differences };
}

/** A build as the page's parts are told of it. */
export function shown(told: BuildTrace, differences: Partial<ShownBuild> = {}): ShownBuild {
  return {
    facts: { title: 'web', startedAt: '2026-01-02T03:04:05Z', milliseconds: told.wall, images: {}, withoutCache: null, commands: [], problem: null },
    trace: told,
    abilities: { canReveal: true, canCancel: true, canRebuild: true, canCompare: true, canExport: true },
    isLive: told.state === 'running',
    now: told.wall,
    elapsed: told.wall,
    steps: new Map(told.steps.map((one) => [one.id, one])),
    ...differences,
  };
}
