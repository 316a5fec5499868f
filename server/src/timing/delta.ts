import type { BuildTrace, TraceDelta, TraceStep } from './trace.ts';

/** The trace after a change. Steps keep their order, new ones come last; what is given is not changed. */
export function applyDelta(trace: BuildTrace | null, delta: TraceDelta): BuildTrace {
  const steps: TraceStep[] = trace ? [...trace.steps] : [];
  const places = new Map(steps.map((step, place) => [step.id, place]));
  for (const step of delta.steps) {
    const place = places.get(step.id);
    if (place === undefined) {
      places.set(step.id, steps.length);
      steps.push(step);
    } else {
      steps[place] = step;
    }
  }
  return { ...delta, steps };
}
