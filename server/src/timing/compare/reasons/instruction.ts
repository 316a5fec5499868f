import type { MissReason } from '../../comparison.ts';
import { NUMBERED } from '../../keywords.ts';
import type { InstructionInputs } from '../../record.ts';
import type { MissInputs, MissScene } from '../missScene.ts';
import { instructionsUpTo } from '../stageChain.ts';
import { variablesOf } from '../variablesOf.ts';
import { reason, stepName } from './reason.ts';

/** The line of the step was changed, or one before it that has no step of its own but changes what the step sees. */
export function instructionReason({ inputs, miss, earlierStep }: MissScene): MissReason | null {
  const step = stepName(miss.step);
  if (!inputs) return byText(step, miss.step.place?.text, earlierStep?.place?.text, earlierStep ? stepName(earlierStep) : null);
  const { instruction, earlier } = inputs;
  if (!earlier) return reason('instruction', `${step} ran because it is new in the Dockerfile.`, [lineName(instruction)]);
  if (earlier.hash !== instruction.hash) {
    const was = earlierStep && stepName(earlierStep) !== step ? ` (it was ${stepName(earlierStep)})` : '';
    return reason('instruction', `${step} ran again because its line in the Dockerfile was changed${was}.`, [lineName(instruction)]);
  }
  const found = changedBefore(inputs);
  if (!found) return null;
  const { changed, how } = found;
  const name = nameOf(changed);
  const where = `line ${changed.line + 1}${how === 'removed' ? ' of the earlier Dockerfile' : ''}`;
  return reason('instruction', `${step} ran again because ${name} in ${where}, which it depends on, was ${how}.`, [lineName(changed)]);
}

interface ChangedLine {
  readonly changed: InstructionInputs;
  readonly how: 'changed' | 'added' | 'removed';
}

/** The first line that stands before the step in its stage, or in one that it continues, and is not what it was. */
function changedBefore(inputs: MissInputs): ChangedLine | null {
  const { before, after, pairs, at } = inputs;
  const earlierAt = pairs.earlierOf(at)!;
  const matters = concerns(inputs);
  const found: (ChangedLine & { readonly order: number })[] = [];
  for (const number of instructionsUpTo(after, at)) {
    const one = after.instructions[number]!;
    const earlier = pairs.earlierOf(number);
    if (number === at || one.keyword === 'FROM' || !matters(one)) continue;
    // What an ARG gives is judged by its value.
    if (earlier === null) found.push({ changed: one, how: 'added', order: number });
    else if (before.instructions[earlier]!.hash !== one.hash && !keepsValues(one, before.instructions[earlier]!, inputs)) {
      found.push({ changed: one, how: 'changed', order: number });
    }
  }
  for (const number of instructionsUpTo(before, earlierAt)) {
    const one = before.instructions[number]!;
    // One with a step of its own that is changed or new is itself the first that ran; where it is gone, what follows it is.
    if (one.keyword !== 'FROM' && pairs.laterOf(number) === null && (NUMBERED.has(one.keyword) || matters(one))) {
      found.push({ changed: one, how: 'removed', order: number });
    }
  }
  return found.sort((a, b) => a.order - b.order)[0] ?? null;
}

/** What changes nothing by itself: an ARG whose default was changed while the build was given a value. */
function keepsValues(now: InstructionInputs, then: InstructionInputs, { before, after }: MissInputs): boolean {
  if (now.keyword !== 'ARG' || now.declares.join() !== then.declares.join()) return false;
  return now.declares.every((name) => Object.hasOwn(before.args, name) && Object.hasOwn(after.args, name)
    && !Object.hasOwn(after.args, `${now.stage}:${name}`) && before.args[name] === after.args[name]);
}

/** A RUN sees variables, shell, user and folder; COPY and ADD the variables that they name, and the folder. */
function concerns({ instruction, after, at }: MissInputs): (one: InstructionInputs) => boolean {
  if (instruction.keyword === 'RUN') return ({ keyword }) => keyword === 'ENV' || keyword === 'ARG' || keyword === 'SHELL' || keyword === 'USER';
  const names = variablesOf(after, at);
  return ({ keyword, declares }) => (keyword === 'ENV' || keyword === 'ARG') && declares.some((name) => names.has(name));
}

function nameOf({ keyword, declares }: InstructionInputs): string {
  return declares.length === 0 ? keyword : `${keyword} ${declares.slice(0, 3).join(', ')}`;
}

function lineName(instruction: InstructionInputs): string {
  return `${nameOf(instruction)} (line ${instruction.line + 1})`;
}

/** Without knowing the inputs, the texts of the two steps still tell. */
function byText(step: string, now: string | undefined, then: string | undefined, was: string | null): MissReason | null {
  if (now === undefined || then === undefined) return null;
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  if (plain(now) === plain(then)) return null;
  return reason('instruction', `${step} ran again because its line in the Dockerfile was changed${was && was !== step ? ` (it was ${was})` : ''}.`, [plain(now)]);
}
