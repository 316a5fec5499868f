import type { Fix } from '../../core/engine/finding.ts';
import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { moveNeedsMore } from './dataMove.ts';
import { distributionObstacle, type DistributionMove } from './distributionMove.ts';
import { shortName } from './families.ts';
import { changeTag, placeChanges } from './imageEdits.ts';
import { joinTag, type VersionTag } from './imageTag.ts';
import type { ImageUse } from './imageUse.ts';
import type { Cycle } from './lifecycles.ts';
import { TABLE_NAME, type Standard } from './policy.ts';
import type { ReleaseGroup } from './releaseGroup.ts';
import { goObstacle } from './goObstacle.ts';
import { livingVariant, suiteOf, suiteTitle } from './suite.ts';
import { variantKind, variantObstacle } from './variantChoice.ts';
import { NO_MENTIONS, versionMentions } from './versionMentions.ts';

export interface Document {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  /** Every FROM of the file, those outside the group included. */
  readonly uses: readonly ImageUse[];
  /** What is known of the packages; absent or null where nothing is, so that Alpine is proposed to nobody. */
  readonly project?: ProjectView | null;
}

export type MovePlan = { readonly fix: Fix } | { readonly reason: string };

/** The one fix that moves all members of a group to the standard, or the reason why there is none. */
export function planMove(group: ReleaseGroup, standard: Standard, document: Document): MovePlan {
  const { family, members } = group;
  const { model } = document;
  if (!model.isWellFormed) return { reason: 'The file cannot be read with certainty.' };
  if (members.some(({ use }) => use.image.digest !== null)) {
    return { reason: 'A digest decides which image this is, and the tag beside it says nothing: change both together.' };
  }
  const cycle = standard.cycle?.cycle ?? standard.version;
  const isMove = group.cycle.cycle !== cycle;
  const need = isMove ? (moveNeedsMore(family, group.cycle.cycle) ?? goObstacle(group, document)) : null;
  if (need !== null) return { reason: need };
  const wanted = members.map((member) => ({ ...member, ...targetVariant(group, member, standard, document) }));
  const obstacle = wanted.map((target) => target.obstacle).find((found) => found !== null);
  if (obstacle && !isMove) return { reason: obstacle };
  const targets: Target[] = [];
  for (const { use, tag, variant } of wanted) {
    const living = livingVariant(family, cycle, variant);
    if (living === null) return { reason: `The ${TABLE_NAME} knows no tag ${shortName(use.image)}:${joinTag(cycle, variant)}.` };
    targets.push({ use, tag, variant: living, label: labelOf(group, standard.cycle, tag.version) ?? cycle });
  }
  return move(group, standard, targets, document);
}

interface Target {
  readonly use: ImageUse;
  readonly tag: VersionTag;
  readonly variant: string;
  /** What stands for the release line in the new tag. */
  readonly label: string;
}

/** A distribution keeps the way it is named: `buster-slim` becomes `bookworm-slim`, `10-slim` becomes `12-slim`. */
function labelOf({ family, cycle }: ReleaseGroup, to: Cycle | null, version: string): string | null {
  return family.kind === 'distribution' && cycle.codename !== null && version.startsWith(cycle.codename) ? (to?.codename ?? null) : null;
}

function move(group: ReleaseGroup, standard: Standard, targets: readonly Target[], { model, facts, uses }: Document): MovePlan {
  const { family } = group;
  const cycle = standard.cycle?.cycle ?? standard.version;
  const isMove = group.cycle.cycle !== cycle;
  const mentions = isMove ? versionMentions(model, family.name, group.cycle.cycle, cycle) : NO_MENTIONS;
  if (mentions.blocker) return { reason: `The file also says ${mentions.blocker.text}, which has to change with the image.` };
  const distributions = distributionMoves(group, standard.cycle, targets);
  if (!isMove && distributions.length > 0 && family.name === 'postgres') return { reason: SORTING };
  for (const distribution of distributions) {
    const obstacle = distributionObstacle(model, facts, distribution);
    if (obstacle !== null) return { reason: obstacle };
  }
  const changing = targets.filter(({ tag, variant }) => isMove || variant !== tag.variant);
  const placed = placeChanges(changing.map(({ use, variant, label }) => changeTag(use, joinTag(label, variant))), uses, model);
  if ('reason' in placed) return placed;
  const names = [...new Set(changing.map(({ use, variant, label }) => `${shortName(use.image)}:${joinTag(label, variant)}`))];
  return { fix: { kind: 'suggestion', title: `Use ${names.join(' and ')} (${risk(group, cycle, distributions)})`, edits: [...placed.edits, ...mentions.edits] } };
}

const SORTING = 'Another release of the distribution sorts text differently, so indexes of PostgreSQL have to be built again (REINDEX): plan that first.';

/** Where the release of the distribution changes: that of the image itself, or the one under it. */
function distributionMoves({ family, cycle }: ReleaseGroup, to: Cycle | null, targets: readonly Target[]): DistributionMove[] {
  if (family.kind === 'distribution') {
    const stages = targets.map(({ use }) => use.stage);
    return to && to !== cycle ? [{ stages, from: { family, cycle }, to: { family, cycle: to }, isWhole: true }] : [];
  }
  return targets.flatMap(({ use, tag, variant }) => {
    const from = suiteOf(tag.variant);
    const next = suiteOf(variant);
    return from && next && from.cycle !== next.cycle ? [{ stages: [use.stage], from, to: next, isWhole: false }] : [];
  });
}

/** The variant that a FROM gets: its own, unless the workspace asks for another one and nothing in the file speaks against it. */
function targetVariant(
  group: ReleaseGroup, { use, tag }: ReleaseGroup['members'][number], standard: Standard, { model, facts, project = null }: Document,
): { variant: string; obstacle: string | null } {
  if (standard.variant === null) return { variant: tag.variant, obstacle: null };
  const from = variantKind(tag.variant);
  const to = variantKind(standard.variant);
  if (from === to) return { variant: tag.variant, obstacle: null };
  const stages = group.members.filter((member) => member.tag.variant === tag.variant).map((member) => member.use.stage);
  const obstacle = variantObstacle({ model, facts, project, stages: [use.stage, ...stages], from, to });
  return { variant: obstacle === null ? standard.variant : tag.variant, obstacle };
}

function risk({ family, cycle, members }: ReleaseGroup, to: string, distributions: readonly DistributionMove[]): string {
  const all = members.length > 1 ? `${members.length === 2 ? 'both' : `all ${String(members.length)}`} stages; ` : '';
  const systems = [...new Set(distributions.map(({ from, to: next }) => `${suiteTitle(from)} -> ${suiteTitle(next)}`))].join(', ');
  if (family.kind === 'distribution') return `${all}its packages have other versions there`;
  if (family.kind === 'server' || family.kind === 'cache') return `${all}its settings must work with ${family.title} ${to}${systems && `; ${systems}`}`;
  if (cycle.cycle === to && systems !== '') return `${all}${systems}: system packages have other versions there`;
  if (cycle.cycle === to) return `${all}what it installs must do without what the other variant has`;
  return `${all}${family.title} ${cycle.cycle} -> ${to} needs dependencies that support it${systems && `; ${systems}`}`;
}
