import type { TargetInputs } from '../record.ts';

/** Numbers of the instructions that come before one in its stage and in the stages that it continues, nearest first; itself is the first. */
export function instructionsUpTo(inputs: TargetInputs, at: number): readonly number[] {
  const chain: number[] = [];
  const seen = new Set<number>();
  let stage: number | null = inputs.instructions[at]?.stage ?? null;
  let from = at;
  while (stage !== null && stage >= 0 && !seen.has(stage)) {
    seen.add(stage);
    for (let i = from; i >= 0; i--) if (inputs.instructions[i]!.stage === stage) chain.push(i);
    from = inputs.instructions.length - 1;
    stage = inputs.stages[stage]?.parent ?? null;
  }
  return chain;
}

/** The FROM that the files of a stage begin with: that of the last stage of its chain. Null where it has none. */
export function rootFrom(inputs: TargetInputs, at: number): number | null {
  const last = instructionsUpTo(inputs, at).at(-1);
  return last !== undefined && inputs.instructions[last]!.keyword === 'FROM' ? last : null;
}

/** Value of a variable's build argument, as a hash, where a stage declares it; null where it has none. */
export function argumentValue({ args }: TargetInputs, name: string, stage: number): string | null {
  for (const key of [`${stage}:${name}`, name]) if (Object.hasOwn(args, key)) return args[key]!;
  return null;
}
