import type { CopyFact, DockerfileFacts, StageFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { isWithin } from '../../cache/folders/folderPath.ts';
import { copyFlag } from './copyFlag.ts';
import { isApplicationFolder } from './ownFolder.ts';

/** Instructions that need no file of the image. */
const METADATA = new Set([
  'ARG', 'ENV', 'LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'USER', 'VOLUME', 'SHELL', 'MAINTAINER',
  'ONBUILD',
]);

/** More instructions than an honest stage and those it continues have; beyond them nothing is looked at. */
const MOST_INSTRUCTIONS = 300;

/**
 * The COPYs of a stage that `--link` could keep when the base image or a RUN above them changes, and that it would not change:
 * from another stage, at the end of a stage that has a RUN above, into folders of the application that only root made.
 */
export function linkableCopies(fact: StageFact, model: DockerfileModel, facts: DockerfileFacts): readonly CopyFact[] {
  const { stage, runs, copies, distribution } = fact;
  if (stageChain(stage).reduce((sum, { instructions }) => sum + instructions.length, 0) > MOST_INSTRUCTIONS) return [];
  if (runs.length === 0 || distribution === 'windows' || distribution === 'scratch') return [];
  const last = runs.at(-1)!.instruction.span.start;
  const tail = stage.instructions.filter(({ span }) => span.start > last);
  // A WORKDIR after a linked COPY makes a layer of the image below again, but needs nothing of it.
  if (tail.some(({ keyword, isTrigger }) => !isTrigger && !METADATA.has(keyword) && !['COPY', 'ADD', 'WORKDIR'].includes(keyword))) return [];
  const late = copies.filter(({ instruction }) => instruction.span.start > last && !instruction.isTrigger);
  return late.filter((copy) => isLinkable(copy, fact, model) && !isTouched(copy, fact, model, facts));
}

function isLinkable(copy: CopyFact, { stage }: StageFact, model: DockerfileModel): boolean {
  const { instruction, destination } = copy;
  const from = copyFlag(copy, 'from');
  if (typeof from !== 'string' || findStage(model, from) === null || findStage(model, from) === stage || destination === null) return false;
  // A mode switches linking off; an owner would become that of the folders above as well, and names are not found there
  // (github.com/moby/buildkit, dockerfile2llb/convert_copy.go and ops/user_linux.go).
  if (instruction.flags.some(({ name }) => name !== 'from')) return false;
  return isApplicationFolder(joinPath('/', destination));
}

/**
 * True where a folder on the way may be another than root's own with mode 0755, which is what a linked COPY makes it, or where the
 * destination may be a folder that is there already: a file would then go into it, and in its place with `--link`.
 */
function isTouched(copy: CopyFact, { stage }: StageFact, model: DockerfileModel, facts: DockerfileFacts): boolean {
  const destination = joinPath('/', copy.destination!);
  const isNamedAsFolder = copy.destination!.endsWith('/');
  const top = `/${destination.slice(1).split('/')[0]}`;
  for (const one of stageChain(stage)) {
    const { runs, copies } = facts.stageFact(one);
    for (const { instruction, state } of runs) {
      if (sliceSpan(model.text, instruction.span).includes(top) || state.workdir === null || isWithin(state.workdir, top)) return true;
    }
    for (const other of copies) {
      if (other === copy || other.instruction.isTrigger) continue;
      const place = other.destination === null ? null : joinPath('/', other.destination);
      if (place === null || (isWithin(place, top) && ['chown', 'chmod'].some((name) => copyFlag(other, name) !== null))) return true;
      if (!isNamedAsFolder && isWithin(place, destination)) return true;
    }
    for (const instruction of one.instructions) {
      if (instruction.keyword !== 'WORKDIR' || instruction.isTrigger) continue;
      if (facts.stateBefore(instruction).user.kind !== 'root') return true;
      const next = one.instructions[one.instructions.indexOf(instruction) + 1];
      const { workdir } = next ? facts.stateBefore(next) : facts.stageFact(one).endState;
      if (workdir === null || (!isNamedAsFolder && isWithin(workdir, destination))) return true;
    }
  }
  return false;
}
