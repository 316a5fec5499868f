import type { Comparison, MissReason } from '../../../server/src/timing/comparison.ts';

/** Why steps ran again, once for all targets that it is the same for. */
export interface SharedReason {
  readonly targets: readonly string[];
  /** Id in the newer build. */
  readonly step: string;
  readonly label: string;
  readonly line: number | null;
  readonly reason: MissReason;
}

/** In the order of the targets; those that share the step and its reason are told together. */
export function missReasons({ targets }: Pick<Comparison, 'targets'>): readonly SharedReason[] {
  const found = new Map<string, SharedReason & { targets: string[] }>();
  for (const { target, firstMiss } of targets) {
    if (firstMiss === null) continue;
    const { step, label, line, reason } = firstMiss;
    const key = JSON.stringify([step, label, line, reason.kind, reason.sentence]);
    const same = found.get(key);
    if (same) same.targets.push(target);
    else found.set(key, { targets: [target], step, label, line, reason });
  }
  return [...found.values()];
}

/** Names of what changed that the sentence does not tell already. */
export function changedList({ kind, sentence, changed }: MissReason): readonly string[] {
  return kind === 'instruction' || changed.every((name) => sentence.includes(name)) ? [] : changed;
}

/** What stands there where nothing ran again that was in the cache. */
export function noReasonText({ targets }: Pick<Comparison, 'targets'>): string {
  const hasBoth = targets.some(({ only }) => only === null);
  if (!hasBoth) return 'The two builds have no target in common, so there is nothing to explain.';
  return 'No step had to run again: all that was built came from the cache.';
}
