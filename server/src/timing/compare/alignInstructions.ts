import { append } from '../../core/collections/multimap.ts';
import type { InstructionInputs, TargetInputs } from '../record.ts';
import { alignSequences, pairChanged } from './align.ts';

/** Which instruction of the older Dockerfile is which of the newer one; numbers count all instructions. */
export interface InstructionPairs {
  /** Null for one that is new. */
  earlierOf(after: number): number | null;
  /** Null for one that is gone. */
  laterOf(before: number): number | null;
  /** Number of the older stage that this one of the newer Dockerfile was; null for a new one. */
  earlierStage(stage: number): number | null;
}

/** Stage by stage, so that what changes in one does not shift another. */
export function alignInstructions(before: TargetInputs, after: TargetInputs): InstructionPairs {
  const stages = pairChanged(alignSequences(stageNames(before), stageNames(after)), () => '', () => '');
  const earlier = new Map<number, number>();
  const later = new Map<number, number>();
  const earlierStages = new Map<number, number>([[-1, -1]]);
  const [inBefore, inAfter] = [byStage(before.instructions), byStage(after.instructions)];
  const match = (stageBefore: number, stageAfter: number): void => {
    earlierStages.set(stageAfter, stageBefore);
    const [a, b] = [inBefore.get(stageBefore) ?? [], inAfter.get(stageAfter) ?? []];
    const aligned = alignSequences(a.map((at) => before.instructions[at]!.hash), b.map((at) => after.instructions[at]!.hash));
    for (const pair of pairChanged(aligned, (at) => before.instructions[a[at]!]!.keyword, (at) => after.instructions[b[at]!]!.keyword)) {
      if (pair.before === null || pair.after === null) continue;
      earlier.set(b[pair.after]!, a[pair.before]!);
      later.set(a[pair.before]!, b[pair.after]!);
    }
  };
  match(-1, -1);
  for (const pair of stages) if (pair.before !== null && pair.after !== null) match(pair.before, pair.after);
  return {
    earlierOf: (at) => earlier.get(at) ?? null,
    laterOf: (at) => later.get(at) ?? null,
    earlierStage: (stage) => earlierStages.get(stage) ?? null,
  };
}

function stageNames({ stages }: TargetInputs): string[] {
  return stages.map(({ name }) => name ?? '');
}

function byStage(instructions: readonly InstructionInputs[]): ReadonlyMap<number, readonly number[]> {
  const stages = new Map<number, number[]>();
  instructions.forEach(({ stage }, at) => append(stages, stage, at));
  return stages;
}
