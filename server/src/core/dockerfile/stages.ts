import { gather } from '../collections/gather.ts';
import { Memo } from '../collections/memo.ts';
import type { Span } from '../text/span.ts';
import type { InstructionNode } from './instructionNode.ts';
import type { DockerfileModel, Instruction, Stage, Word } from './model.ts';
import { globalScope } from './scope.ts';
import { unfold } from './unfold.ts';
import { expandWord } from './variables.ts';

class StageNode implements Stage {
  readonly instructions: Instruction[] = [];
  span: Span;

  constructor(
    readonly index: number,
    readonly name: string | null,
    readonly from: Instruction,
    readonly image: Word | null,
    readonly resolvedImage: string | null,
    readonly parent: Stage | null,
  ) {
    this.span = from.span;
  }

  add(instruction: Instruction): void {
    this.instructions.push(instruction);
    this.span = { start: this.span.start, end: instruction.span.end };
  }
}

/** Groups instructions by FROM and tells each its stage. Names are compared without regard to case, as BuildKit does. */
export function buildStages(instructions: readonly InstructionNode[], escape: string): readonly Stage[] {
  const stages: StageNode[] = [];
  const byName = new Map<string, Stage>();
  const firstFrom = instructions.findIndex(isFrom);
  const scope = globalScope(firstFrom === -1 ? [] : instructions.slice(0, firstFrom), escape);
  for (const instruction of instructions) {
    if (!isFrom(instruction)) {
      instruction.stage = stages.at(-1) ?? null;
      stages.at(-1)?.add(instruction);
      continue;
    }
    const [image = null, as, alias] = instruction.words;
    const name = as?.value.toLowerCase() === 'as' && alias ? alias.value.toLowerCase() : null;
    const resolved = image ? expandWord(unfold(image.raw, escape), scope, escape) || null : null;
    const parent = resolved === null ? null : (byName.get(resolved.toLowerCase()) ?? null);
    const stage = new StageNode(stages.length, name, instruction, image, resolved, parent);
    instruction.stage = stage;
    stages.push(stage);
    if (name !== null) byName.set(name, stage);
  }
  return stages;
}

function isFrom(instruction: InstructionNode): boolean {
  return instruction.keyword === 'FROM' && !instruction.isTrigger;
}

/**
 * The local stage that `COPY --from=` or a mount's `from=` means, by name or by index; null for an image or another build context.
 * BuildKit looks names up among all stages, the last of equal names wins, and never expands variables here.
 */
export function findStage(model: DockerfileModel, reference: string): Stage | null {
  if (/^\d+$/.test(reference)) return model.stages[Number(reference)] ?? null;
  return stagesByName.of(model).get(reference.toLowerCase()) ?? null;
}

/** Thousands of instructions may ask for one of thousands of stages. */
const stagesByName = new Memo(
  ({ stages }: DockerfileModel): ReadonlyMap<string, Stage> => new Map(gather(stages, (stage) => (stage.name === null ? null : [stage.name, stage] as const))),
);
