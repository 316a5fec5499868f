import type { BuildRequest, PlannedTarget } from '../../build/request.ts';

/** Values that the history must not keep: those of build arguments, which the builder writes into the names of steps. */
export function hiddenValues({ what }: BuildRequest, targets: readonly PlannedTarget[], env: Readonly<Record<string, string | undefined>>): string[] {
  const given = [...targets.map(({ args }) => args), ...(what.kind === 'dockerfile' ? [what.args] : [])];
  const values = given.flatMap((args) => Object.entries(args)).flatMap(([name, value]) => value ?? env[name] ?? []);
  return [...new Set(values)].filter((value) => value !== '');
}
