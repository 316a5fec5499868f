import type { BuildRecord, TargetInputs } from '../../../../server/src/timing/record.ts';
import { recordId } from '../../../../server/src/timing/history/recordId.ts';
import type { TraceStep, TraceTarget } from '../../../../server/src/timing/trace.ts';
import { madeStep, madeTarget } from '../madeSteps.ts';

export function sampleStep(part: Partial<TraceStep> & Pick<TraceStep, 'id'>): TraceStep {
  return madeStep({ label: 'RUN true', duration: 1000, ...part });
}

export function sampleTarget(part: Partial<TraceTarget> = {}): TraceTarget {
  return madeTarget({ contextBytes: 10, ...part });
}

export function sampleInputs(part: Partial<TargetInputs> = {}): TargetInputs {
  return {
    dockerfile: 'Dockerfile', stages: [], instructions: [], args: {}, platform: null, target: null, bases: {}, ignore: null, contexts: {}, ...part,
  };
}

export interface SampleParts extends Partial<Omit<BuildRecord, 'trace'>> {
  readonly steps?: readonly TraceStep[];
  readonly targets?: readonly TraceTarget[];
  readonly wall?: number;
}

/** A record of one target that took a second. */
export function sampleRecord({ steps = [], targets = [sampleTarget()], wall = 1000, ...part }: SampleParts = {}): BuildRecord {
  const startedAt = part.startedAt ?? '2026-11-21T10:00:00.000Z';
  const ran = steps.filter(({ kind }) => kind === 'instruction');
  const cached = ran.filter(({ state }) => state === 'cached');
  return {
    version: 1,
    id: recordId(startedAt, 'abcdef'),
    startedAt,
    state: 'done',
    what: { kind: 'compose', files: ['compose.yml'], names: ['web'] },
    milliseconds: 1200,
    noCache: false,
    builder: null,
    trace: {
      state: 'done',
      startedAt,
      wall,
      targets,
      steps,
      warnings: [],
      text: '',
      summary: {
        instructions: ran.length,
        cached: cached.length,
        cacheRate: ran.length === 0 ? null : cached.length / ran.length,
        contextBytes: 10,
        exporting: 0,
        work: 0,
        critical: 0,
        criticalPath: [],
        slowest: [],
      },
    },
    inputs: null,
    images: {},
    ...part,
  };
}
