import type { MissReason } from '../../comparison.ts';
import type { MissInputs, MissScene } from '../missScene.ts';
import { argumentValue, instructionsUpTo, rootFrom } from '../stageChain.ts';
import { variablesOf } from '../variablesOf.ts';
import { naming, reason, stepName } from './reason.ts';

/** A build argument that FROM names has another value, so that the stage begins with another image. Values are never told. */
export function baseArgumentReason({ inputs, miss }: MissScene): MissReason | null {
  const changed = inputs ? changedForBase(inputs) : [];
  return changed.length === 0 ? null : reason('argument', `${stepName(miss.step)} ran again because ${sentenceFor(changed)}, which FROM names.`, changed);
}

/** A build argument that is in force where the step stands has another value. */
export function argumentReason({ inputs, miss }: MissScene): MissReason | null {
  const changed = inputs ? changedInScope(inputs) : [];
  return changed.length === 0 ? null : reason('argument', `${stepName(miss.step)} ran again because ${sentenceFor(changed)}.`, changed);
}

function sentenceFor(names: readonly string[]): string {
  const isOne = names.length === 1;
  return `the value${isOne ? '' : 's'} of the build argument${isOne ? '' : 's'} ${naming(names)} changed`;
}

function changedForBase({ before, after, at }: MissInputs): readonly string[] {
  const root = rootFrom(after, at);
  if (root === null || after.instructions[root]!.uses.length === 0) return [];
  return [...variablesOf(after, root)].filter((name) => argumentValue(before, name, -1) !== argumentValue(after, name, -1));
}

/** ARGs before the step, in its stage or one that it continues: for a RUN all of them, for others those that they name. */
function changedInScope({ before, after, pairs, instruction, at }: MissInputs): readonly string[] {
  const named = instruction.keyword === 'RUN' ? null : variablesOf(after, at);
  const changed = new Set<string>();
  for (const number of [...instructionsUpTo(after, at)].reverse()) {
    const one = after.instructions[number]!;
    const earlierStage = pairs.earlierStage(one.stage);
    if (one.keyword !== 'ARG' || earlierStage === null || pairs.earlierOf(number) === null) continue;
    for (const name of one.declares) {
      if (named && !named.has(name)) continue;
      if (argumentValue(before, name, earlierStage) !== argumentValue(after, name, one.stage)) changed.add(name);
    }
  }
  return [...changed];
}
