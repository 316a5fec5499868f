import { BECOME_STEPS, writtenKeyword } from '../keywords.ts';
import type { BuildRecord, InstructionInputs, TargetInputs } from '../record.ts';
import type { TraceStep } from '../trace.ts';
import { alignInstructions, type InstructionPairs } from './alignInstructions.ts';
import type { Miss } from './firstMiss.ts';

/** All that is known of a step that ran although the earlier build had its target. */
export interface MissScene {
  readonly before: BuildRecord;
  readonly after: BuildRecord;
  readonly target: string;
  readonly miss: Miss;
  /** The same step in the earlier build. */
  readonly earlierStep: TraceStep | null;
  /** Null where either build did not keep what it was built from, or its Dockerfile could not be read. */
  readonly inputs: MissInputs | null;
}

export interface MissInputs {
  readonly before: TargetInputs;
  readonly after: TargetInputs;
  readonly pairs: InstructionPairs;
  /** The instruction of the step, with its number in the newer Dockerfile. */
  readonly instruction: InstructionInputs;
  readonly at: number;
  /** The same instruction, as it may have been written otherwise, in the older one. */
  readonly earlier: InstructionInputs | null;
}

export function missInputs(before: BuildRecord, after: BuildRecord, target: string, step: TraceStep): MissInputs | null {
  const [a, b] = [before, after].map(({ inputs }) => (inputs && Object.hasOwn(inputs, target) ? inputs[target]! : null));
  if (!a || !b || a.instructions.length === 0) return null;
  const at = instructionOf(step, b);
  if (at === null) return null;
  const pairs = alignInstructions(a, b);
  const earlier = pairs.earlierOf(at);
  return { before: a, after: b, pairs, instruction: b.instructions[at]!, at, earlier: earlier === null ? null : a.instructions[earlier]! };
}

/** By its line, else by its place in its stage; only where the keyword fits, as the Dockerfile may have changed while it was built. */
function instructionOf(step: TraceStep, { instructions, stages }: TargetInputs): number | null {
  const keyword = writtenKeyword(step.place?.text ?? step.label);
  const fits = (at: number): number | null => (at !== -1 && instructions[at]!.keyword === keyword ? at : null);
  if (step.place) return fits(instructions.findIndex(({ line }) => line === step.place!.line));
  if (!step.position) return null;
  const name = step.stage;
  const stage = name === null ? (stages.length === 1 ? 0 : -1) : stages.findIndex((one, at) => one.name === name || (one.name === null && name === `stage-${at}`));
  let index = 0;
  return fits(instructions.findIndex((one) => one.stage === stage && BECOME_STEPS.has(one.keyword) && ++index === step.position!.index));
}
