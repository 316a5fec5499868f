import { append } from '../../core/collections/multimap.ts';
import { reachable } from '../reachable.ts';
import type { TraceStep } from '../trace.ts';
import { hasRun } from './stepChange.ts';

export interface Miss {
  readonly step: TraceStep;
  /** Steps of other targets that it follows and that ran too. */
  readonly after: readonly TraceStep[];
}

/**
 * The first instruction of a target that ran: none of those that it builds on did, apart from those of other targets. Of several, the one
 * that stands first in the Dockerfile. Null where all came from the cache.
 * @param own steps of the target, without those of targets that it builds on
 * @param all steps of the build
 */
export function firstMiss(own: readonly TraceStep[], all: readonly TraceStep[]): Miss | null {
  const ownIds = new Set(own.map(({ id }) => id));
  const byId = new Map(all.map((step) => [step.id, step]));
  const ran = own.filter((step) => step.kind === 'instruction' && hasRun(step));
  const ranIds = new Set(ran.map(({ id }) => id));
  const follows = followersOf(ranIds, all);
  const roots = ran.filter(({ inputs, id }) => !inputs.some((input) => input !== id && (ranIds.has(input) || follows.has(input))));
  const order = new Map(own.map(({ id }, at) => [id, at]));
  const step = [...(roots.length > 0 ? roots : ran)].sort((a, b) => lineOf(a) - lineOf(b) || order.get(a.id)! - order.get(b.id)!)[0];
  return step ? { step, after: ranBefore(step, byId, ownIds) } : null;
}

function lineOf({ place }: TraceStep): number {
  return place?.line ?? 0;
}

/** Ids of all other steps that directly or by others need one of these. */
function followersOf(ids: ReadonlySet<string>, all: readonly TraceStep[]): ReadonlySet<string> {
  const needing = new Map<string, string[]>();
  for (const { id, inputs } of all) {
    for (const input of inputs) append(needing, input, id);
  }
  return reachable(ids, (id) => needing.get(id) ?? []);
}

function ranBefore(step: TraceStep, byId: ReadonlyMap<string, TraceStep>, own: ReadonlySet<string>): readonly TraceStep[] {
  const before = reachable([step.id], (id) => byId.get(id)?.inputs ?? []);
  return [...before].flatMap((id) => byId.get(id) ?? []).filter((input) => !own.has(input.id) && input.kind === 'instruction' && hasRun(input));
}
