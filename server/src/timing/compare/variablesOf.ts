import type { TargetInputs } from '../record.ts';
import { instructionsUpTo } from './stageChain.ts';

/** Variables that an instruction depends on by name, those included that went into the values of others. */
export function variablesOf(inputs: TargetInputs, at: number): ReadonlySet<string> {
  const { instructions } = inputs;
  const names = new Set(instructions[at]!.uses);
  const before = instructions[at]!.keyword === 'FROM' ? globalsBefore(inputs, at) : [...instructionsUpTo(inputs, at).slice(1), ...globalsBefore(inputs, at)];
  for (const number of before) {
    const { declares, uses } = instructions[number]!;
    if (declares.some((name) => names.has(name))) for (const name of uses) names.add(name);
  }
  return names;
}

/** Nearest first. */
function globalsBefore({ instructions }: TargetInputs, at: number): number[] {
  return instructions.flatMap(({ stage }, number) => (stage === -1 && number < at ? [number] : [])).reverse();
}
