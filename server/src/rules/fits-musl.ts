import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { RelatedPlace } from '../core/engine/finding.ts';
import { stageChain } from '../core/dockerfile/stageChain.ts';
import { listed } from '../core/text/listing.ts';
import { containsSpan } from '../core/text/span.ts';
import { stagesOfBuild } from './stages/stagesOfBuild.ts';
import { joinTag } from './base-image/imageTag.ts';
import { imageUses, tagPlace, type ImageUse } from './base-image/imageUse.ts';
import { listedIn, misfitOf, type Misfit } from './base-image/musl/misfits.ts';
import { moveToSlim } from './base-image/musl/moveToSlim.ts';
import { stagePackages } from './base-image/musl/stagePackages.ts';
import { planMove, type MovePlan } from './base-image/planMove.ts';
import { groupByRelease, type ReleaseGroup } from './base-image/releaseGroup.ts';
import { variantKind } from './base-image/variantChoice.ts';

export const fitsMusl = defineDockerfileRule<object>({
  meta: {
    id: 'fits-musl',
    description: 'Alpine is the base of services whose packages work with its C library, musl.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 5, security: 0, maintainability: 4 },
    options: {},
    messages: {
      none: 'Alpine has the C library musl, and {packages} built for glibc only, so the install fails or the program does not start: use a `-slim` image of Debian.',
      source: 'Alpine has the C library musl, and {packages} built for glibc only, so pip compiles here for minutes to hours, or fails without a compiler: use a `-slim` image of Debian.',
      alpine: 'All {count} packages that are installed here work with the C library of Alpine, so the much smaller `{tag}` would do instead of `{image}`.',
    },
  },
  check(context) {
    const { dockerfile } = context;
    if (/alpine/i.test(dockerfile.text)) findMisfits(context);
    if (/python|node/i.test(dockerfile.text)) findRoomForAlpine(context);
  },
});

/** More findings in one file than anybody reads. */
const MOST_FINDINGS = 20;

function findMisfits(context: DockerfileContext): void {
  const { dockerfile, facts, project } = context;
  const misfits = dockerfile.stages.flatMap((stage) => misfitOf(facts.stageFact(stage), context) ?? []);
  if (misfits.length === 0) return;
  const uses = imageUses(dockerfile);
  const byStage = new Map(uses.map((use) => [use.stage, use] as const));
  const groupOf = new Map(groupByRelease(uses).flatMap((group) => group.members.map(({ use }) => [use, group] as const)));
  const built = stagesOfBuild(dockerfile, project);
  // One fix moves all stages of an image, so one finding tells of them.
  const reported = new Set<ReleaseGroup | ImageUse>();
  for (const misfit of misfits) {
    const use = byStage.get(stageChain(misfit.stage.stage).at(-1)!);
    const group = use && groupOf.get(use);
    if (!use || reported.has(group ?? use) || reported.size >= MOST_FINDINGS) continue;
    reported.add(group ?? use);
    reportMisfit(context, use, misfit, { plan: moveToSlim(group, { model: dockerfile, facts, uses }), isBuilt: built.has(misfit.stage.stage) });
  }
}

function reportMisfit(
  { project, report }: DockerfileContext, use: ImageUse, { installs }: Misfit, { plan, isBuilt }: { plan: MovePlan; isBuilt: boolean },
): void {
  const failures = [...new Map(installs.flatMap((one) => one.failures).map((failure) => [failure.dependency.name, failure] as const)).values()];
  const hard = failures.filter(({ lack }) => lack.verdict === 'none');
  const named = (hard.length > 0 ? hard : failures).map(({ dependency: { name }, lack }) => (lack.through === null ? name : `${name} (which needs ${lack.through})`));
  const span = tagPlace(use);
  report({
    messageId: hard.length > 0 ? 'none' : 'source',
    data: { packages: `${listed(named, Infinity)} ${named.length === 1 ? 'is' : 'are'}` },
    span,
    severity: isBuilt ? 'warning' : 'information',
    related: [
      ...(containsSpan(use.word.span, span) ? [] : [{ span: use.word.span, message: 'Used here.' }]),
      ...installs.map(({ install }): RelatedPlace => ({ span: install.span, message: 'Installed here.' })),
      ...listedIn(installs, project),
    ],
    ...('reason' in plan ? { withheld: plan.reason } : { fixes: [plan.fix] }),
  });
}

/** More stages on one image than anybody writes are not looked into: each is compared with all. */
const MOST_STAGES = 20;

function isMovable({ members }: ReleaseGroup): boolean {
  return members.length <= MOST_STAGES && members.every(({ tag }) => ['full', 'slim'].includes(variantKind(tag.variant)));
}

/** Tells of the image that ships only, and only where all that it installs is known to work: what is not known may compile for an hour. */
function findRoomForAlpine({ dockerfile, facts, project, report }: DockerfileContext): void {
  const last = facts.stages.at(-1);
  const root = last && stageChain(last.stage).at(-1);
  if (!last || !last.ships || !project?.uses.some(({ context }) => context.known)) return;
  const uses = imageUses(dockerfile);
  const group = groupByRelease(uses).find(({ members }) => members.some(({ use }) => use.stage === root));
  if (!group || (group.family.name !== 'python' && group.family.name !== 'node') || !isMovable(group)) return;
  const { installs } = stagePackages({ model: dockerfile, facts, project }, last.stage);
  const count = new Set(installs.flatMap(({ dependencies }) => dependencies).map(({ name }) => name)).size;
  if (count === 0) return;
  const { cycle } = group;
  const plan = planMove(group, { version: cycle.cycle, cycle, variant: 'alpine', reason: null, movedFrom: null }, { model: dockerfile, facts, uses, project });
  const own = group.members.find(({ use }) => use.stage === root);
  if (!own || 'reason' in plan) return;
  report({
    messageId: 'alpine',
    data: { count, image: own.use.image.text, tag: `${group.family.name}:${joinTag(own.tag.version, 'alpine')}` },
    span: tagPlace(own.use, own.tag.version),
    severity: 'hint',
    fixes: [plan.fix],
  });
}
