import { reachable } from '../reachable.ts';
import type { BuildRecord } from '../record.ts';

/** Targets that each target builds on, directly or by others; empty for those whose inputs no record holds. */
export function targetDependencies(records: readonly BuildRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map<string, Set<string>>();
  for (const [target, inputs] of records.flatMap(({ inputs: of }) => Object.entries(of ?? {}))) {
    const needs = direct.get(target) ?? new Set<string>();
    direct.set(target, needs);
    for (const name of inputs.instructions.flatMap(({ from }) => from)) {
      if (name.startsWith('target:')) needs.add(name.slice('target:'.length));
    }
  }
  return new Map([...direct.keys()].map((target) => [target, reachable([target], (name) => direct.get(name) ?? [])]));
}
