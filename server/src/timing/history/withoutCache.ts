import type { BuildRecord, WithoutCache } from '../record.ts';
import type { BuildTrace, TraceStep } from '../trace.ts';

/** A step in the build as it would have gone. */
interface Run {
  readonly step: TraceStep;
  readonly duration: number;
  /** As it was seen. */
  readonly start: number;
  readonly end: number;
  /** As it would have been; null until it is known. */
  newEnd: number | null;
  isOpen: boolean;
}

/**
 * How long the build would have taken had nothing come from the cache. Each cached instruction takes what it took when it last ran, and
 * each step waits for its inputs as long after them as it did.
 * @param earlier in any order
 */
export function withoutCache(trace: BuildTrace, earlier: readonly BuildRecord[]): WithoutCache {
  const known = new EarlierDurations(earlier);
  let unknownSteps = 0;
  const runs = new Map<string, Run>();
  for (const step of trace.steps) {
    const isCached = step.kind === 'instruction' && step.state === 'cached';
    const duration = isCached ? known.of(step) : step.duration;
    if (duration === null) unknownSteps++;
    const start = step.intervals[0]?.[0] ?? 0;
    runs.set(step.id, { step, duration: duration ?? 0, start, end: step.intervals.at(-1)?.[1] ?? start, newEnd: null, isOpen: false });
  }
  for (const run of runs.values()) if (!isTail(run)) settle(run, runs);
  settleTails([...runs.values()]);
  const ends = [...runs.values()].map(({ newEnd }) => newEnd ?? 0);
  const first = [...runs.values()].reduce((least, { step, start }) => (step.intervals.length > 0 ? Math.min(least, start) : least), Infinity);
  const milliseconds = ends.reduce((most, end) => Math.max(most, end), 0) - (Number.isFinite(first) ? first : 0);
  return { milliseconds: Math.max(trace.wall, milliseconds), unknownSteps };
}

/** Exports name no inputs: they follow all that their target does. */
function isTail({ step }: Run): boolean {
  return step.kind === 'export' && step.inputs.length === 0;
}

/** Depth first without recursion; an input that leads back to where it came from is passed over. */
function settle(from: Run, runs: ReadonlyMap<string, Run>): void {
  const stack = [from];
  for (let run = stack.at(-1); run; run = stack.at(-1)) {
    const inputs = run.step.inputs.flatMap((id) => runs.get(id) ?? []);
    if (run.newEnd === null && !run.isOpen) {
      run.isOpen = true;
      for (const input of inputs) if (input.newEnd === null && !input.isOpen) stack.push(input);
      continue;
    }
    stack.pop();
    run.newEnd ??= endAfter(run, inputs.filter(({ newEnd }) => newEnd !== null));
  }
}

function settleTails(runs: readonly Run[]): void {
  const before = new Map<string, { end: number; newEnd: number }>();
  for (const { step, end, newEnd } of runs) {
    for (const target of newEnd === null ? [] : step.targets) {
      const known = before.get(target);
      if (!known) before.set(target, { end, newEnd: newEnd! });
      else {
        known.end = Math.max(known.end, end);
        known.newEnd = Math.max(known.newEnd, newEnd!);
      }
    }
  }
  const tails = runs.filter(isTail).sort((a, b) => a.start - b.start);
  for (const run of tails) run.newEnd = endAfter(run, run.step.targets.flatMap((target) => before.get(target) ?? []));
}

function endAfter(run: Run, waitedFor: readonly { readonly end: number; readonly newEnd: number | null }[]): number {
  const span = run.step.state === 'cached' ? run.duration : Math.max(run.end - run.start, run.duration);
  if (waitedFor.length === 0) return run.start + span;
  const seen = waitedFor.reduce((latest, { end }) => Math.max(latest, end), -Infinity);
  const now = waitedFor.reduce((latest, { newEnd }) => Math.max(latest, newEnd ?? 0), -Infinity);
  return Math.max(run.start, now + Math.max(0, run.start - seen)) + span;
}

/** What steps took when they last really ran. */
class EarlierDurations {
  private readonly byKey = new Map<string, number>();

  constructor(earlier: readonly BuildRecord[]) {
    const newestFirst = [...earlier].sort((a, b) => (a.id < b.id ? 1 : -1));
    for (const step of newestFirst.flatMap(({ trace }) => trace.steps)) {
      if (step.kind !== 'instruction' || step.state !== 'done') continue;
      for (const key of keysOf(step)) if (!this.byKey.has(key)) this.byKey.set(key, step.duration);
    }
  }

  /** Null where it never ran. */
  of(step: TraceStep): number | null {
    for (const key of keysOf(step)) {
      const duration = this.byKey.get(key);
      if (duration !== undefined) return duration;
    }
    return null;
  }
}

/**
 * Surest first. Digests change with every build where files of a context lie before them; then the same words at the same place of the
 * same stage are taken, and at last anywhere in it, since a line before it may be new.
 */
function keysOf({ id, targets, stage, position, label, place }: TraceStep): readonly string[] {
  const text = place?.text ?? label;
  const at = [targets[0], stage, text];
  return [id, JSON.stringify([...at, position?.index, position?.total]), JSON.stringify(at)];
}
