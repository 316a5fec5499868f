import type { ProjectView } from '../core/engine/projectView.ts';
import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import { containsSpan } from '../core/text/span.ts';
import { isBuiltName } from './base-image/builtNames.ts';
import { builtImageUses } from './base-image/builtUses.ts';
import { driftsOf } from './base-image/drift/drift.ts';
import { endedGroups, type EndedGroup } from './base-image/endedUse.ts';
import { shortName } from './base-image/families.ts';
import { stagesOfBuild } from './stages/stagesOfBuild.ts';
import { tagPlace } from './base-image/imageUse.ts';
import { compareVersions, cycleOf, isEndOfLife, successorOf, type Cycle } from './base-image/lifecycles.ts';
import { planMove, type MovePlan } from './base-image/planMove.ts';
import { month, TABLE_NAME, type Standard } from './base-image/policy.ts';
import type { ReleaseGroup } from './base-image/releaseGroup.ts';
import { livingVariant, suiteTitle } from './base-image/suite.ts';
import { isForDevelopers } from './stages/shippedStages.ts';

export const noEolBaseImage = defineDockerfileRule<object>({
  meta: {
    id: 'no-eol-base-image',
    description: 'Base images get security fixes: no release line, distribution or image that has ended.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    yieldsTo: ['standard-base-image'],
    weight: { overall: 8, security: 8, maintainability: 6 },
    options: {},
    messages: {
      release: '{title} has had no security fixes since {since}, so its known holes stay in every image built on it{advice}.',
      suite: '`{written}` in this tag is {title}, which has had no security fixes since {since}, so the system packages of the image keep their known holes{advice}.',
      retired: 'The image `{name}` is no longer maintained and has had no security fixes since {since}{advice}.',
    },
  },
  check(context) {
    const { dockerfile, facts, project } = context;
    const uses = builtImageUses(dockerfile, project).filter(({ image }) => !isBuiltName(image, project?.builtImages));
    const groups = endedGroups(uses);
    if (groups.length === 0) return;
    const built = stagesOfBuild(dockerfile, project);
    const document = { model: dockerfile, facts, uses, project };
    for (const group of groups) {
      const isBuilt = !isForDevelopers(project) && group.uses.some(({ stage }) => built.has(stage));
      context.report({ ...describe(group, document), ...places(group), severity: isBuilt ? 'warning' : 'information' });
    }
  },
});

type Document = Parameters<typeof planMove>[2];

function describe(ended: EndedGroup, document: Document): Pick<Report, 'messageId' | 'data' | 'fixes' | 'withheld'> {
  if (ended.kind === 'retired') {
    const { name, retired: { since, instead } } = ended;
    return {
      messageId: 'retired',
      data: { name, since: month(since), advice: `: move to ${instead.map((image) => `\`${image}\``).join(' or ')}` },
      withheld: 'Another image has other packages, users and paths: what to take is yours to decide.',
    };
  }
  const { group } = ended;
  if (ended.kind === 'release') {
    const next = successor(ended.group, document.project ?? null);
    const cycle = ended.group.cycle;
    const title = ended.group.family.kind === 'distribution' ? suiteTitle(ended.group) : `${ended.group.family.title} ${cycle.cycle}`;
    return { messageId: 'release', data: { title, since: month(cycle.endOfLife), advice: next ? advice(ended.group, next) : '' }, ...fixOf(ended.group, next, document) };
  }
  const { suite } = ended;
  return {
    messageId: 'suite',
    data: { written: suite.written, title: suiteTitle(suite), since: month(suite.cycle.endOfLife), advice: ': move to a tag with a newer release' },
    ...(group ? fixOf(group, group.cycle, document) : { withheld: `The ${TABLE_NAME} does not know which tags this image has.` }),
  };
}

function advice({ family, members }: ReleaseGroup, next: Cycle): string {
  const until = next.endOfLife === null ? '' : `, supported until ${month(next.endOfLife)}`;
  const title = family.kind === 'distribution' ? suiteTitle({ family, cycle: next }) : `${family.title} ${next.cycle}`;
  return members.length === 0 ? '' : `: move to ${title}${until}`;
}

/** A line in which every one of these images is offered, best the one that the workspace's other Dockerfiles are to have; else any. */
function successor(group: ReleaseGroup, project: ProjectView | null): Cycle | null {
  const { family, cycle, members } = group;
  const fits = (other: Cycle): boolean => members.every(({ tag }) => livingVariant(family, other.cycle, tag.variant) !== null);
  const shared = sharedLine(group, project);
  if (shared && fits(shared)) return shared;
  return successorOf(family, cycle, fits) ?? successorOf(family, cycle, (other) => family.variants.has(other.cycle));
}

/** Where consistent-base-image sends all that differ: moving on alone would only make another difference. */
function sharedLine({ family, cycle }: ReleaseGroup, project: ProjectView | null): Cycle | null {
  const path = project?.uses[0]?.dockerfile;
  if (path === undefined || !project?.dockerfiles) return null;
  const target = driftsOf(project.dockerfiles, project.builtImages).get(path)?.find((drift) => drift.family === family)?.target ?? null;
  const line = target === null ? null : cycleOf(family, target);
  return line && !isEndOfLife(line) && compareVersions(line.cycle, cycle.cycle) > 0 ? line : null;
}

function fixOf(group: ReleaseGroup, next: Cycle | null, document: Document): Pick<Report, 'fixes' | 'withheld'> {
  if (!next || isEndOfLife(next)) return { withheld: `The ${TABLE_NAME} knows no release line of this image that still gets fixes.` };
  const standard: Standard = { version: next.cycle, cycle: next, variant: null, reason: null, movedFrom: null };
  const plan: MovePlan = planMove(group, standard, document);
  return 'reason' in plan ? { withheld: plan.reason } : { fixes: [plan.fix] };
}

function places(ended: EndedGroup): Pick<DockerfileReport, 'span' | 'related' | 'confidence'> {
  const { uses } = ended;
  const first = uses[0]!;
  const span = tagPlace(first, ended.kind === 'release' ? ended.group.members[0]?.tag.version : '');
  const isLiteral = containsSpan(first.word.span, span) && !first.word.raw.includes('$');
  return {
    span,
    // A build argument can put another value where the ARG's default stands.
    confidence: isLiteral ? 'high' : 'medium',
    related: uses.filter(({ word }) => !containsSpan(word.span, span)).map(({ word, image }) => ({ span: word.span, message: `${shortName(image)} is used here.` })),
  };
}

type DockerfileReport = Parameters<DockerfileContext['report']>[0];
