import type { Comparison, MissReason } from '../../../../server/src/timing/comparison.ts';
import type { BuiltReport } from '../../../../server/src/timing/export/builtReport.ts';
import type { BuildFacts } from '../../../../server/src/timing/record.ts';
import type { BuildTrace, TraceStep } from '../../../../server/src/timing/trace.ts';
import { madeStep, madeTarget } from '../madeSteps.ts';

/** Text that tries to act wherever it is shown. */
export const HOSTILE = '</script><img src=x onerror=alert(1)>`\u001b[2J\u202e| [x](https://evil.example) *b* <!-- @someone #1';

export function stepOf(parts: Partial<TraceStep> & Pick<TraceStep, 'id'>): TraceStep {
  const place = { dockerfile: 'web/Dockerfile', line: 4, endLine: 4, text: 'RUN npm ci' };
  return madeStep({ label: 'RUN npm ci', position: { index: 2, total: 3 }, place, ...parts });
}

export function traceOf(parts: Partial<BuildTrace>): BuildTrace {
  const steps = parts.steps ?? [];
  const instructions = steps.filter(({ kind }) => kind === 'instruction');
  const cached = instructions.filter(({ state }) => state === 'cached').length;
  const wall = steps.flatMap(({ intervals }) => intervals.map(([, end]) => end)).reduce((most, end) => Math.max(most, end), 0);
  return {
    state: 'done',
    startedAt: '2026-11-21T10:00:00.000Z',
    wall,
    targets: [madeTarget({ name: 'web' })],
    steps,
    warnings: [],
    text: '',
    summary: {
      instructions: instructions.length,
      cached,
      cacheRate: instructions.length === 0 ? null : cached / instructions.length,
      contextBytes: 0,
      exporting: 0,
      work: steps.reduce((sum, { duration }) => sum + duration, 0),
      critical: wall,
      criticalPath: steps.filter(({ isCritical }) => isCritical).map(({ id }) => id),
      slowest: [...steps].filter(({ duration }) => duration > 0).sort((a, b) => b.duration - a.duration).slice(0, 5).map(({ id }) => id),
    },
    ...parts,
  };
}

export function factsOf(parts: Partial<BuildFacts> = {}): BuildFacts {
  return { title: 'web', startedAt: '2026-11-21T10:00:00.000Z', milliseconds: 4200, images: {}, withoutCache: null, commands: [], problem: null, ...parts };
}

export function reportOf(parts: Partial<BuiltReport> & { readonly trace: BuildTrace }): BuiltReport {
  return { facts: factsOf(), record: null, comparison: null, ...parts };
}

export function comparisonOf(parts: Partial<Comparison> = {}, reason: Partial<MissReason> = {}): Comparison {
  return {
    before: '20261121T095900000-a',
    after: '20261121T100000000-b',
    wall: { before: 4000, after: 9000 },
    cacheRate: { before: 1, after: 0.5 },
    imageBytes: { before: 80_000_000, after: 84_000_000 },
    contextBytes: { before: 1200, after: 3400 },
    headline: 'RUN npm ci lost its cache and cost 5.0 s.',
    targets: [
      {
        target: 'web',
        only: null,
        steps: [
          { label: 'RUN npm ci', stage: null, line: 4, before: { id: 'a', state: 'cached', duration: 0 }, after: { id: 'b', state: 'done', duration: 5000 }, change: 'lost its cache' },
          { label: 'COPY . .', stage: null, line: 3, before: { id: 'c', state: 'done', duration: 40 }, after: { id: 'd', state: 'done', duration: 60 }, change: 'slower' },
        ],
        firstMiss: { step: 'b', label: 'COPY package.json .', line: 3, reason: { kind: 'files', sentence: 'package.json changed.', changed: ['package.json'], count: 1, ...reason } },
      },
    ],
    ...parts,
  };
}
