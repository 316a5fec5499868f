import type { BuildTrace, TraceDelta, TraceStep } from './trace.ts';

/** Where the steps of a trace are, by id: handed on from one trace to the next, since finding ten thousand of them anew takes its time. */
const placesOf = new WeakMap<BuildTrace, Map<string, number>>();

/** The trace after a change. Steps keep their order, new ones come last; what is given is not changed. */
export function applyDelta(trace: BuildTrace | null, delta: TraceDelta): BuildTrace {
  const steps: TraceStep[] = trace ? [...trace.steps] : [];
  let places = (trace && placesOf.get(trace)) ?? placesIn(steps);
  for (const step of delta.steps) {
    let place = places.get(step.id);
    if (place !== undefined && steps[place]?.id !== step.id) {
      // The same trace was followed by another one before.
      places = placesIn(steps);
      place = places.get(step.id);
    }
    if (place === undefined) {
      places.set(step.id, steps.length);
      steps.push(step);
    } else {
      steps[place] = step;
    }
  }
  const next: BuildTrace = { ...delta, steps };
  placesOf.set(next, places);
  return next;
}

function placesIn(steps: readonly TraceStep[]): Map<string, number> {
  return new Map(steps.map((step, place) => [step.id, place]));
}
