import type { Fix } from '../../core/engine/finding.ts';
import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import { changeTag, placeChanges } from './imageEdits.ts';
import { joinTag } from './imageTag.ts';
import type { ImageUse } from './imageUse.ts';
import { isKnownTag } from './lifecycles.ts';
import { TABLE_NAME, type Standard } from './policy.ts';
import type { ReleaseGroup } from './releaseGroup.ts';
import { variantKind, variantObstacle } from './variantChoice.ts';
import { NO_MENTIONS, versionMentions } from './versionMentions.ts';

interface Document {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  /** Every FROM of the file, those outside the group included. */
  readonly uses: readonly ImageUse[];
}

/** The one fix that moves all members of a group to the standard, or the reason why there is none. */
export function planMove(group: ReleaseGroup, standard: Standard, document: Document): { readonly fix: Fix } | { readonly reason: string } {
  const { family, members } = group;
  const { model } = document;
  if (!model.isWellFormed) return { reason: 'The file cannot be read with certainty.' };
  if (members.some(({ use }) => use.image.digest !== null)) {
    return { reason: 'A digest decides which image this is, and the tag beside it says nothing: change both together.' };
  }
  if (major(group.cycle.cycle) === '2' && family.name === 'python') return { reason: 'Programs for Python 2 do not run on Python 3.' };
  const cycle = standard.cycle?.cycle ?? standard.version;
  const targets = members.map((member) => ({ ...member, ...targetVariant(group, member, standard, document) }));
  const obstacle = targets.map((target) => target.obstacle).find((found) => found !== null);
  if (obstacle && group.cycle.cycle === cycle) return { reason: obstacle };
  const unknown = targets.find(({ variant }) => !isKnownTag(family, cycle, variant));
  if (unknown) return { reason: `The ${TABLE_NAME} knows no tag ${family.name}:${joinTag(cycle, unknown.variant)}.` };

  const isMove = group.cycle.cycle !== cycle;
  const mentions = isMove ? versionMentions(model, family.name, group.cycle.cycle, cycle) : NO_MENTIONS;
  if (mentions.blocker) return { reason: `The file also says ${mentions.blocker.text}, which has to change with the image.` };
  const changing = targets.filter(({ tag, variant }) => isMove || variant !== tag.variant);
  const changes = changing.map(({ use, variant }) => changeTag(use, joinTag(cycle, variant)));
  const placed = placeChanges(changes, document.uses, model);
  if ('reason' in placed) return placed;
  const names = [...new Set(changing.map(({ variant }) => `${family.name}:${joinTag(cycle, variant)}`))];
  return { fix: { kind: 'suggestion', title: `Use ${names.join(' and ')} (${risk(group, cycle)})`, edits: [...placed.edits, ...mentions.edits] } };
}

/** The variant that a FROM gets: its own, unless the workspace asks for another one and nothing in the file speaks against it. */
function targetVariant(
  group: ReleaseGroup, { use, tag }: ReleaseGroup['members'][number], standard: Standard, { model, facts }: Document,
): { variant: string; obstacle: string | null } {
  if (standard.variant === null) return { variant: tag.variant, obstacle: null };
  const from = variantKind(tag.variant);
  const to = variantKind(standard.variant);
  if (from === to) return { variant: tag.variant, obstacle: null };
  const stages = group.members.filter((member) => member.tag.variant === tag.variant).map((member) => member.use.stage);
  const obstacle = variantObstacle({ model, facts, stages: [use.stage, ...stages], from, to });
  return { variant: obstacle === null ? standard.variant : tag.variant, obstacle };
}

function risk({ family, cycle, members }: ReleaseGroup, to: string): string {
  const all = members.length > 1 ? `${members.length === 2 ? 'both' : `all ${String(members.length)}`} stages; ` : '';
  if (cycle.cycle === to) return `${all}what it installs must do without what the other variant has`;
  return `${all}${family.title} ${cycle.cycle} -> ${to} needs dependencies that support it`;
}

function major(version: string): string {
  return version.split('.')[0] ?? version;
}
