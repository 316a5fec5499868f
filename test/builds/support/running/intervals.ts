import type { BuildTrace, TraceStep } from '../../../../server/src/timing/trace.ts';

/** The one step of a trace whose label holds a text. @throws where there are none or several */
export function stepWith(trace: BuildTrace, text: string): TraceStep {
  const found = trace.steps.filter(({ label, kind }) => kind === 'instruction' && label.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} steps hold "${text}": ${trace.steps.map(({ label }) => label).join(' | ')}`);
  return found[0]!;
}

/** Times at which a step worked, those left out in which it was only looked up. */
export function workOf({ intervals }: TraceStep): readonly (readonly [start: number, end: number])[] {
  return intervals.filter(([start, end]) => end - start > 100);
}

/** How many RUN steps worked at the same moment, at the most. */
export function mostAtOnce(trace: BuildTrace): number {
  const runs = trace.steps.filter(({ label, kind }) => kind === 'instruction' && label.startsWith('RUN')).flatMap(workOf);
  return Math.max(0, ...runs.map(([at]) => runs.filter(([start, end]) => start <= at && at < end).length));
}
