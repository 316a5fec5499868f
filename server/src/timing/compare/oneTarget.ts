import type { BuildRecord } from '../record.ts';

/**
 * A Dockerfile's one target is called by the stage that was asked for: two builds of the same Dockerfile are compared all the same.
 * @returns the older record with its target called as in the newer one, where both built one Dockerfile; else as it is
 */
export function namedAlike(before: BuildRecord, after: BuildRecord): BuildRecord {
  const [old, name] = [soleTarget(before), soleTarget(after)];
  if (old === null || name === null || old === name || before.what.files[0] !== after.what.files[0]) return before;
  const renamed = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key === old ? name : key, value]));
  return {
    ...before,
    trace: {
      ...before.trace,
      targets: before.trace.targets.map((target) => ({ ...target, name })),
      steps: before.trace.steps.map((step) => ({ ...step, targets: step.targets.map((target) => (target === old ? name : target)) })),
    },
    inputs: before.inputs && renamed(before.inputs),
    images: renamed(before.images),
  };
}

function soleTarget({ what, trace }: BuildRecord): string | null {
  return what.kind === 'dockerfile' && trace.targets.length === 1 ? trace.targets[0]!.name : null;
}
