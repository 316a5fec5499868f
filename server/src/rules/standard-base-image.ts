import { pathMatcher } from '../core/engine/globs.ts';
import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { Severity } from '../core/engine/finding.ts';
import { containsSpan } from '../core/text/span.ts';
import { builtImageUses } from './base-image/builtUses.ts';
import { stagesOfBuild } from './stages/stagesOfBuild.ts';
import { tagPlace, type ImageUse } from './base-image/imageUse.ts';
import { isEndOfLife } from './base-image/lifecycles.ts';
import { BUILT_IN_POLICY, month, type PolicyOption, type Standard } from './base-image/policy.ts';
import { standardFor, type ServiceTraits } from './base-image/policyException.ts';
import { planMove } from './base-image/planMove.ts';
import { groupByRelease, type ReleaseGroup } from './base-image/releaseGroup.ts';
import { judgeVersion } from './base-image/judgeVersion.ts';
import { stagePackages } from './base-image/musl/stagePackages.ts';
import { suiteOf, suiteTitle, type Suite } from './base-image/suite.ts';

export interface StandardBaseImageOptions {
  readonly policy: PolicyOption;
  readonly except: readonly string[];
}

export const standardBaseImage = defineDockerfileRule<StandardBaseImageOptions>({
  meta: {
    id: 'standard-base-image',
    description: 'Services build on the standard version of their base image, so that they share its layers and its security fixes.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'information',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 3, security: 2, maintainability: 3 },
    options: {
      policy: {
        type: 'object',
        description: 'The standard version of each official image, with an optional variant, reason and exceptions; replaces the built-in policy as a whole.',
        default: BUILT_IN_POLICY,
        additionalProperties: {
          type: 'object',
          properties: {
            version: { type: 'string' },
            variant: { type: 'string' },
            reason: { type: 'string' },
            except: {
              type: 'array',
              items: {
                type: 'object',
                properties: { path: { type: 'string' }, dependency: { type: 'string' }, use: { type: 'string' }, reason: { type: 'string' } },
                additionalProperties: false,
              },
            },
          },
          required: ['version'],
          additionalProperties: false,
        },
      },
      except: {
        type: 'array',
        items: { type: 'string' },
        description: 'Dockerfiles that may use other versions, as file patterns relative to the workspace folder.',
        default: [],
      },
    },
    messages: {
      ended: '{title} {version} has had no security fixes since {since}: move to {title} {standard}{support}{because}.',
      behind: '{title} {version} is behind {whose} standard {title} {standard}, and each further version is one more base image to store and patch: move to {title} {standard}{support}{because}.',
      variant: 'The standard for {title} is the variant `{wanted}`, and this service has `{image}`: with the same variant it shares the base layers of the others{because}.',
    },
  },
  check(context) {
    const { dockerfile, options, project } = context;
    const uses = builtImageUses(dockerfile, project);
    const groups = groupByRelease(uses);
    if (groups.length === 0 || isExcepted(context)) return;
    const built = stagesOfBuild(dockerfile, project);
    const service = traitsOf(context);
    for (const group of groups) {
      const standard = standardFor(options.policy, group.family, service);
      const verdict = standard && judgeVersion(group, standard);
      if (!standard || !verdict) continue;
      const isBuilt = group.members.some(({ use }) => built.has(use.stage));
      const isEnded = verdict === 'ended' || endedSuite(group) !== null;
      const severity = isEnded && isBuilt ? 'warning' : 'information';
      reportGroup(context, uses, group, standard, { verdict, severity });
    }
  },
});

function isExcepted({ options, project }: DockerfileContext<StandardBaseImageOptions>): boolean {
  const paths = project?.uses.map(({ dockerfile }) => dockerfile) ?? [];
  if (options.except.length === 0 || paths.length === 0) return false;
  return paths.some(pathMatcher(options.except));
}

/** The packages of all stages, read at most once. */
function traitsOf({ dockerfile, facts, project }: DockerfileContext<StandardBaseImageOptions>): ServiceTraits {
  let names: ReadonlySet<string> | null = null;
  const read = (): ReadonlySet<string> => new Set(dockerfile.stages.flatMap((stage) =>
    (project?.uses ?? []).flatMap((use) => stagePackages({ model: dockerfile, facts, project: project && { ...project, uses: [use] } }, stage).installs)
      .flatMap(({ dependencies }) => dependencies.map(({ name }) => name))));
  return { paths: project?.uses.map(({ dockerfile: path }) => path) ?? [], dependencies: () => (names ??= read()) };
}

/** The release of the distribution below, where that has ended: it counts as much as the release line above. */
function endedSuite({ members }: ReleaseGroup): Suite | null {
  return members.map(({ tag }) => suiteOf(tag.variant)).find((suite) => suite !== null && isEndOfLife(suite.cycle)) ?? null;
}

function reportGroup(
  { dockerfile, facts, options, project, report }: DockerfileContext<StandardBaseImageOptions>,
  uses: readonly ImageUse[],
  group: ReleaseGroup,
  standard: Standard,
  { verdict, severity }: { verdict: 'ended' | 'behind' | 'variant'; severity: Severity },
): void {
  const first = group.members[0]!;
  const span = tagPlace(first.use, first.tag.version);
  const plan = planMove(group, standard, { model: dockerfile, facts, uses, project });
  const isLiteral = containsSpan(first.use.word.span, span) && !first.use.word.raw.includes('$');
  report({
    messageId: verdict,
    data: {
      title: group.family.title,
      whose: options.policy === BUILT_IN_POLICY ? "Drydock's" : 'the',
      version: group.cycle.cycle,
      since: month(group.cycle.endOfLife),
      standard: standard.version,
      support: standard.cycle && !isEndOfLife(standard.cycle) ? `, supported until ${month(standard.cycle.endOfLife)}` : '',
      wanted: standard.variant ?? '',
      image: first.use.image.text,
      because: because(group, standard) + below(group),
    },
    span,
    severity,
    // A build argument can put another value where the ARG's default stands.
    confidence: isLiteral ? 'high' : 'medium',
    related: group.members
      .filter(({ use }) => !containsSpan(use.word.span, span))
      .map(({ use }) => ({ span: use.word.span, message: `${group.family.title} ${group.cycle.cycle} is used here.` })),
    ...('reason' in plan ? { withheld: plan.reason } : { fixes: [plan.fix] }),
  });
}

function below(group: ReleaseGroup): string {
  const suite = endedSuite(group);
  return suite ? `; ${suiteTitle(suite)} below it has had no security fixes since ${month(suite.cycle.endOfLife)}` : '';
}

/** Why the standard is what it is: the workspace's reason, and the end of the version that the policy names. */
function because({ family, cycle }: ReleaseGroup, { reason, movedFrom, version }: Standard): string {
  const moved = movedFrom && movedFrom.cycle !== cycle.cycle
    ? `; the policy names ${family.title} ${movedFrom.cycle}, which ended in ${month(movedFrom.endOfLife)}, so ${version} stands in`
    : '';
  return moved + (reason ? `; reason: ${reason.replace(/[.\s]+$/, '')}` : '');
}
