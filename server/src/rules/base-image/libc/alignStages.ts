import type { Fix } from '../../../core/engine/finding.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import { lifecycleFamily, shortName } from '../families.ts';
import { changeTag, placeChanges } from '../imageEdits.ts';
import { joinTag, readVersionTag } from '../imageTag.ts';
import { imageUses, type ImageUse } from '../imageUse.ts';
import { compareVersions, cycleOf, isKnownTag } from '../lifecycles.ts';
import { planMove } from '../planMove.ts';
import { groupByRelease } from '../releaseGroup.ts';
import { alpineOnly } from '../musl/alpineStage.ts';
import type { Artifact } from './artifact.ts';
import type { CopyScene, Mismatch } from './judgeCopy.ts';

export type Alignment = { readonly fix: Fix } | { readonly reason: string };

/** Brings the two stages together, where a change of tags does it. */
export function alignStages(mismatch: Mismatch, artifact: Artifact, one: CopyScene): Alignment {
  if (!one.scene.model.isWellFormed) return { reason: 'The file cannot be read with certainty.' };
  switch (mismatch.remedy) {
    case 'python':
    case 'node':
      return moveOlder(one);
    case 'libc':
      return moveToSlim(one);
    case 'interpreter':
      return nameOther(one);
    case 'static-go':
      return buildStatic(artifact);
    case 'distroless-cc':
      return useCc(one);
    default:
      return { reason: REASONS[mismatch.messageId] ?? 'It takes more than another tag.' };
  }
}

const REASONS: Partial<Record<Mismatch['messageId'], string>> = {
  missing: 'Which of the two versions is meant is not known: change the path or the image.',
  program: 'Either the program is built for the other C library, or it runs on another image: both take more than another tag.',
  older: 'Either it is built on the older release, or it runs on the newer one: packages that the stage installs may differ between them.',
};

function useOf(stage: Stage | null, uses: readonly ImageUse[]): ImageUse | null {
  const root = stage && stageChain(stage).at(-1);
  return uses.find((use) => use.stage === root) ?? null;
}

/** Moves the stages with the older version to the newer one. */
function moveOlder({ scene: { model, facts }, copy, origin }: CopyScene): Alignment {
  const uses = imageUses(model);
  const groups = groupByRelease(uses);
  const groupOf = (stage: Stage | null) => groups.find(({ members }) => members.some(({ use }) => use === useOf(stage, uses)));
  const a = groupOf(origin.stage);
  const b = groupOf(copy.stage);
  if (!a || !b || a === b) return { reason: 'The table of tags does not have both images: choose two with the same version.' };
  const [older, newer] = compareVersions(a.cycle.cycle, b.cycle.cycle) < 0 ? [a, b] : [b, a];
  const cycle = cycleOf(newer.family, newer.cycle.cycle);
  return planMove(older, { version: newer.cycle.cycle, cycle, variant: null, reason: null, movedFrom: null }, { model, facts, uses });
}

/** Gives the Alpine stages of the pair the `-slim` image of the same release. */
function moveToSlim({ scene: { model, facts }, copy, origin, from }: CopyScene): Alignment {
  const uses = imageUses(model);
  const use = useOf(from.libc === 'musl' ? origin.stage : copy.stage, uses);
  const group = use && groupByRelease(uses).find(({ members }) => members.some((member) => member.use === use));
  if (!group) return { reason: 'The table of tags does not have the image on Alpine, so there is no other one to propose.' };
  const { family, cycle } = group;
  const members = group.members.filter(({ tag }) => tag.variant.startsWith('alpine'));
  const stages = facts.stages.filter(({ stage }) => members.some((member) => stageChain(stage).includes(member.use.stage)));
  const { commands } = alpineOnly(stages);
  if (commands.length > 0) return { reason: `The stage on Alpine calls ${commands.join(' and ')}, which Debian has under other names or with other options.` };
  if (!isKnownTag(family, cycle.cycle, 'slim')) return { reason: `The table of tags knows no ${family.name}:${joinTag(cycle.cycle, 'slim')}.` };
  if (members.some(({ use: { image } }) => image.digest !== null)) return { reason: 'A digest decides which image this is: change both together.' };
  const placed = placeChanges(members.map((member) => changeTag(member.use, joinTag(member.tag.version, 'slim'))), uses, model);
  if ('reason' in placed) return placed;
  return { fix: { kind: 'suggestion', title: `Use ${family.name}:${joinTag(cycle.cycle, 'slim')} instead of Alpine (a larger image; its tools are Debian's)`, edits: placed.edits } };
}

/** `COPY --from=node:24` into Alpine: the image has a twin for that. */
function nameOther({ copy, origin, to }: CopyScene): Alignment {
  const flag = copy.instruction.flags.find(({ name }) => name === 'from');
  const image = origin.image === null ? null : parseImageReference(origin.image);
  const family = image && lifecycleFamily(image);
  const tag = family && image.tag !== null ? readVersionTag(family, image.tag) : null;
  if (!image || !family || !flag?.valueSpan || flag.value !== origin.image || !tag || image.digest !== null) {
    return { reason: 'Take the program from an image with the same C library, or build on the image that has it.' };
  }
  const variant = to.libc === 'musl' ? 'alpine' : 'slim';
  if (to.libc === 'none' || !isKnownTag(family, tag.cycle.cycle, variant)) return { reason: `There is no image of it for ${to.label}.` };
  const start = flag.valueSpan.start + image.tagStart!;
  const text = joinTag(tag.version, variant);
  const title = `Take it from ${shortName(image)}:${text} (it needs the libraries that this image has besides, such as libstdc++)`;
  return { fix: { kind: 'suggestion', title, edits: [{ span: { start, end: start + image.tag!.length }, text }] } };
}

function buildStatic(artifact: Artifact): Alignment {
  if (artifact.kind !== 'program') return { reason: 'It takes more than another tag.' };
  const { command } = artifact.program;
  if (!command.isEditable || command.assignments.some(({ name }) => name === 'CGO_ENABLED')) return { reason: 'The command cannot be changed in place: set CGO_ENABLED=0 for it.' };
  const { start } = command.nameWord.span;
  return { fix: { kind: 'suggestion', title: 'Build with CGO_ENABLED=0, which links no C library (not for programs with parts in C)', edits: [{ span: { start, end: start }, text: 'CGO_ENABLED=0 ' }] } };
}

function useCc({ scene: { model }, copy }: CopyScene): Alignment {
  const uses = imageUses(model);
  const use = useOf(copy.stage, uses);
  const at = use ? use.image.text.search(/\/base(?:-debian\d+)?(?=[:@]|$)/) : -1;
  const place = use && at !== -1 ? use.source?.place(at + 1, at + 5) : null;
  if (!use || !place || use.image.digest !== null) return { reason: 'Use the `cc` image of distroless instead of `base`.' };
  return { fix: { kind: 'suggestion', title: 'Use the `cc` image of distroless, which has the library', edits: [{ span: place, text: 'cc' }] } };
}

