import { keywordOf, NUMBERED } from './keywords.ts';
import type { InstructionOutline, StageOutline, TargetOutline } from './trace.ts';
import type { VertexName } from './vertexName.ts';

/** There is nothing to do for it, so that it makes no step and has no number (moby/buildkit, dockerfile2llb, `dispatchWorkdir`). */
const ROOT_WORKDIR = /^WORKDIR[ \t]+(["']?)(?:\/\.{0,2})+\1\s*$/i;

/**
 * How a stage is numbered, as far as it was seen. The total counts FROM unless the stage starts from an earlier one or from nothing, but
 * where a named context takes the place of the image, the numbers of the steps do not: `[1/3] COPY`, `[2/3] RUN`.
 */
export type Numbering = 'from-is-first' | 'from-is-skipped';

const NUMBERINGS: readonly Numbering[] = ['from-is-first', 'from-is-skipped'];

/** Null where the position proves nothing. */
export function numberingOf(name: VertexName): Numbering | null {
  if (!name.position) return null;
  const isFrom = keywordOf(name.label) === 'FROM';
  if (name.position.index === 1 && !isFrom) return 'from-is-skipped';
  return name.position.index === name.position.total && !isFrom ? 'from-is-first' : null;
}

/**
 * The instruction that a step comes from; null rather than a wrong one. The names of steps have the values of build arguments in them, so
 * that only stage, position and keyword are compared.
 */
export function instructionOf(outline: TargetOutline, name: VertexName, seen: Numbering | null): InstructionOutline | null {
  for (const stage of stagesNamed(outline, name.stage)) {
    const found = inStage(outline, stage, name, seen);
    if (found) return found;
  }
  return null;
}

/** How well a step goes with an outline: the stage has as many steps, or more, as triggers of its base image make it. */
export type Fit = 'exact' | 'from the end';

/** Null where it is another target's. */
export function fitOf(outline: TargetOutline, name: VertexName): Fit | null {
  let best: Fit | null = null;
  for (const stage of stagesNamed(outline, name.stage)) {
    if (NUMBERINGS.some((numbering) => inStage(outline, stage, name, numbering) !== null)) {
      const more = (name.position?.total ?? 0) - countedOf(stage).length;
      best = more === (countsFrom(outline, stage) ? 1 : 0) ? 'exact' : (best ?? 'from the end');
    }
  }
  return best;
}

/** BuildKit counts the FROM of an image or another context, but none of an earlier stage or of nothing (frontend/dockerfile2llb, `cmdTotal`). */
function countsFrom(outline: TargetOutline, stage: StageOutline): boolean {
  return stage.base.toLowerCase() !== 'scratch' && !isEarlierStage(outline, stage);
}

function stagesNamed(outline: TargetOutline, name: string | null): readonly StageOutline[] {
  if (name === null) return outline.stages.length === 1 ? outline.stages : [];
  const named = outline.stages.filter((stage) => stage.name === name);
  const number = /^stage-(\d{1,6})$/.exec(name)?.[1];
  const numbered = number === undefined ? undefined : outline.stages[Number(number)];
  return named.length > 0 || numbered === undefined || numbered.name !== null ? named : [numbered];
}

function countedOf(stage: StageOutline): readonly InstructionOutline[] {
  return stage.instructions.filter((instruction) => NUMBERED.has(instruction.keyword));
}

function isNumbered({ text }: InstructionOutline): boolean {
  return !ROOT_WORKDIR.test(text);
}

function inStage(outline: TargetOutline, stage: StageOutline, name: VertexName, seen: Numbering | null): InstructionOutline | null {
  const keyword = keywordOf(name.label);
  if (!name.position) return null;
  if (keyword === 'FROM') {
    const from = stage.instructions[0];
    return from?.keyword === 'FROM' ? from : null;
  }
  const counted = countedOf(stage);
  const { index, total } = name.position;
  if (total < counted.length) return null;
  // Counted from the end: triggers of a base image (ONBUILD) come before the stage's own instructions.
  const numbered = counted.filter(isNumbered);
  const fromEnd = total - (counted.length - numbered.length) - index;
  const ofSkipped = numbered[numbered.length - fromEnd];
  const ofFirst = numbered[numbered.length - 1 - fromEnd];
  if (total === counted.length) return withKeyword(ofFirst, keyword);
  const isSkipped = seen === null ? Object.hasOwn(outline.targetContexts, stage.base) : seen === 'from-is-skipped' && !isEarlierStage(outline, stage);
  return withKeyword(isSkipped ? ofSkipped : ofFirst, keyword);
}

/** True where a stage starts from one before it. */
function isEarlierStage(outline: TargetOutline, stage: StageOutline): boolean {
  const base = stage.base.toLowerCase();
  return outline.stages.slice(0, outline.stages.indexOf(stage)).some((earlier) => earlier.name === base);
}

function withKeyword(instruction: InstructionOutline | undefined, keyword: string): InstructionOutline | null {
  return instruction?.keyword === keyword ? instruction : null;
}
