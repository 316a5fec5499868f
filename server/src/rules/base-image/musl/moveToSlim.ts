import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { listed } from '../../../core/text/listing.ts';
import { lineNumber } from '../../messages/lineNumber.ts';
import type { ImageUse } from '../imageUse.ts';
import { planMove, type MovePlan } from '../planMove.ts';
import type { ReleaseGroup } from '../releaseGroup.ts';
import { alpineOnly } from './alpineStage.ts';

/** More stages on one image than anybody writes: each is compared with all. */
const MOST_STAGES = 50;

/** Moves all stages of an image on Alpine to `-slim`, or says what would have to change besides. */
export function moveToSlim(group: ReleaseGroup | undefined, { model, facts, uses }: { model: DockerfileModel; facts: DockerfileFacts; uses: readonly ImageUse[] }): MovePlan {
  if (!group || (group.family.name !== 'python' && group.family.name !== 'node')) {
    return { reason: 'Its language comes from the packages of Alpine, so the stage has to be written anew for a Debian image such as `python:3.12-slim`.' };
  }
  if (group.members.length > MOST_STAGES) return { reason: 'The file has too many stages on this image to tell what a change would reach.' };
  const roots = new Set(group.members.map(({ use }) => use.stage));
  const { instructions, commands } = alpineOnly(facts.stages.filter(({ stage }) => stageChain(stage).some((one) => roots.has(one))));
  if (instructions.length > 0) {
    const lines = [...new Set(instructions.map((instruction) => lineNumber(model, instruction)))];
    const where = lines.length === 1 ? `Line ${String(lines[0])} calls` : `Lines ${listed(lines.map(String), Infinity)} call`;
    return { reason: `${where} ${listed(commands, Infinity)}, which Debian has under other names or with other options: change the image and those lines together.` };
  }
  return planMove(group, { version: group.cycle.cycle, cycle: group.cycle, variant: 'slim', reason: null, movedFrom: null }, { model, facts, uses });
}
