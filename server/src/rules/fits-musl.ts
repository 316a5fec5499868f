import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { RelatedPlace } from '../core/engine/finding.ts';
import type { StageFact } from '../core/dockerfile/facts.ts';
import { stageChain } from '../core/dockerfile/stageChain.ts';
import { familyOf } from '../core/image/family.ts';
import { containsSpan } from '../core/text/span.ts';
import { joinPaths } from '../project/paths.ts';
import { stagesOfBuild } from './base-image/finalBuild.ts';
import { imageUses, tagPlace, type ImageUse } from './base-image/imageUse.ts';
import { planMove } from './base-image/planMove.ts';
import { groupByRelease } from './base-image/releaseGroup.ts';
import { joinTag } from './base-image/imageTag.ts';
import { variantKind } from './base-image/variantChoice.ts';
import { alpineHelp, alpineOnly, isHelped } from './base-image/musl/alpineStage.ts';
import { BRINGS_BROWSER } from './base-image/musl/lackingNode.ts';
import { muslVerdict, type MuslFailure } from './base-image/musl/muslVerdict.ts';
import { stagePackages, type InstalledPackages } from './base-image/musl/stagePackages.ts';
import { lineNumber } from './messages/lineNumber.ts';

/** Packages of one stage that do not work on Alpine, and the commands that install them. */
interface Misfit {
  readonly stage: StageFact;
  readonly installs: readonly { readonly install: InstalledPackages; readonly failures: readonly MuslFailure[] }[];
}

export const fitsMusl = defineDockerfileRule<object>({
  meta: {
    id: 'fits-musl',
    description: 'Alpine is the base of services whose packages work with its C library, musl.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'medium',
    fix: 'suggestion',
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

function findMisfits(context: DockerfileContext): void {
  const { dockerfile, facts, project } = context;
  const misfits = dockerfile.stages.flatMap((stage) => misfitOf(facts.stageFact(stage), context) ?? []);
  if (misfits.length === 0) return;
  const uses = imageUses(dockerfile);
  const built = stagesOfBuild(dockerfile, project);
  const reported = new Set<ImageUse>();
  for (const misfit of misfits) {
    const root = stageChain(misfit.stage.stage).at(-1);
    const use = uses.find(({ stage }) => stage === root);
    if (!use || reported.has(use)) continue;
    reported.add(use);
    reportMisfit(context, use, misfit, { uses, isBuilt: built.has(misfit.stage.stage) });
  }
}

/** Tells of the image that ships only, and only where all that it installs is known to work: what is not known may compile for an hour. */
function findRoomForAlpine({ dockerfile, facts, project, report }: DockerfileContext): void {
  const last = facts.stages.at(-1);
  const root = last && stageChain(last.stage).at(-1);
  if (!last || !last.ships || !project?.uses.some(({ context }) => context.known)) return;
  const uses = imageUses(dockerfile);
  const group = groupByRelease(uses).find(({ members }) => members.some(({ use }) => use.stage === root));
  if (!group || (group.family.name !== 'python' && group.family.name !== 'node') || group.members.some(({ tag }) => !['full', 'slim'].includes(variantKind(tag.variant)))) return;
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

/** Null for stages of other distributions, and for images that may bring more than their name says. */
function misfitOf(fact: StageFact, context: DockerfileContext): Misfit | null {
  if (fact.distribution !== 'alpine' || !fact.baseImage || familyOf(fact.baseImage) === null || fact.runs.length === 0) return null;
  const { installs } = stagePackages({ model: context.dockerfile, facts: context.facts, project: context.project }, fact.stage);
  const own = installs.filter(({ run, hasOwnIndex }) => run.stage === fact.stage && !hasOwnIndex);
  if (own.length === 0) return null;
  const help = alpineHelp(stageChain(fact.stage).map((stage) => context.facts.stageFact(stage)));
  const failing = own.flatMap((install) => {
    const verdict = muslVerdict(install.dependencies);
    if (verdict.kind !== 'fails') return [];
    const failures = verdict.failures.filter((failure) => !isHelped(failure, help) && (fact.ships || failure.dependency.ecosystem === 'python' || !BRINGS_BROWSER.has(failure.dependency.name)));
    return failures.length === 0 ? [] : [{ install, failures }];
  });
  return failing.length === 0 ? null : { stage: fact, installs: failing };
}

function reportMisfit(
  { dockerfile, facts, project, report }: DockerfileContext, use: ImageUse, { installs }: Misfit, { uses, isBuilt }: { uses: readonly ImageUse[]; isBuilt: boolean },
): void {
  const failures = [...new Map(installs.flatMap((one) => one.failures).map((failure) => [failure.dependency.name, failure] as const)).values()];
  const hard = failures.filter(({ lack }) => lack.verdict === 'none');
  const named = (hard.length > 0 ? hard : failures).map(({ dependency: { name }, lack }) => (lack.through === null ? name : `${name} (which needs ${lack.through})`));
  const plan = planSlim(use, { dockerfile, facts, uses });
  const span = tagPlace(use);
  report({
    messageId: hard.length > 0 ? 'none' : 'source',
    data: { packages: `${listed(named)} ${named.length === 1 ? 'is' : 'are'}` },
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

/** Where the manifests name the packages. */
function listedIn(installs: Misfit['installs'], project: DockerfileContext['project']): RelatedPlace[] {
  const context = project?.uses[0]?.context;
  if (!context || context.isOutside) return [];
  return installs.flatMap(({ install, failures }) => install.manifests.flatMap((path) => {
    const lines = context.files.text(path)?.split('\n') ?? [];
    return failures.flatMap(({ dependency: { name } }): RelatedPlace[] => {
      const line = lines.findIndex((text) => text.toLowerCase().replace(/[._]/g, '-').includes(name.replace(/[._]/g, '-')));
      if (line === -1) return [];
      const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
      return [{ path: joinPaths(context.path, path), line, span: { start, end: start + lines[line]!.length }, message: `${name} is listed here.` }];
    });
  }));
}

function planSlim(
  use: ImageUse, { dockerfile, facts, uses }: { dockerfile: DockerfileContext['dockerfile']; facts: DockerfileContext['facts']; uses: readonly ImageUse[] },
): ReturnType<typeof planMove> {
  const group = groupByRelease(uses).find(({ members }) => members.some((member) => member.use === use));
  if (!group || (group.family.name !== 'python' && group.family.name !== 'node')) {
    return { reason: 'Its language comes from the packages of Alpine, so the stage has to be written anew for a Debian image such as `python:3.12-slim`.' };
  }
  const stages = facts.stages.filter(({ stage }) => group.members.some((member) => stageChain(stage).includes(member.use.stage)));
  const { instructions, commands } = alpineOnly(stages);
  if (instructions.length > 0) {
    const lines = [...new Set(instructions.map((instruction) => lineNumber(dockerfile, instruction)))];
    return { reason: `${lines.length === 1 ? `Line ${String(lines[0])} calls` : `Lines ${listed(lines.map(String))} call`} ${listed(commands)}, which Debian has under other names or with other options: change the image and those lines together.` };
  }
  return planMove(group, { version: group.cycle.cycle, cycle: group.cycle, variant: 'slim', reason: null, movedFrom: null }, { model: dockerfile, facts, uses });
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}
