import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import { containsSpan } from '../../core/text/span.ts';
import { joinTouching, lineOf, removeLines } from '../edits/instructionBlock.ts';
import { refuse, type Refusal } from '../layers/proof.ts';

/** Takes whole stages out, the comments above them left where they are. */
export function removeStages(model: DockerfileModel, stages: readonly Stage[], project: ProjectView | null): readonly TextEdit[] | Refusal {
  if (!model.isWellFormed) return refuse('the file cannot be read with certainty');
  if (stages.some((stage) => hasComment(model, stage))) return refuse('the stage has comments, which would be lost');
  const first = Math.min(...stages.map(({ index }) => index));
  if (isCounted(model, project, first)) return refuse('other stages are named by their number, which would change');
  const lines = stages.map((stage) => ({ start: lineOf(model.text, stage.from).start, end: stage.span.end }));
  return joinTouching(model.text, lines).map((block) => removeLines(model.text, block));
}

function hasComment({ comments }: DockerfileModel, stage: Stage): boolean {
  return comments.some((comment) => containsSpan(stage.span, comment.span));
}

/** True where something says a stage's number that comes after the one that goes. */
function isCounted(model: DockerfileModel, project: ProjectView | null, first: number): boolean {
  const isLater = (reference: string | true | null | undefined) => typeof reference === 'string' && /^\d+$/.test(reference) && Number(reference) > first;
  if (project?.uses.some(({ target }) => isLater(target))) return true;
  return model.instructions.some(({ flags, mounts }) =>
    flags.some(({ name, value }) => name === 'from' && isLater(value)) || mounts.some(({ options }) => isLater(options.get('from'))));
}
