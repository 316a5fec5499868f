import type { ComposeService } from '../core/compose/model.ts';
import { dependenciesOf } from '../core/compose/settings/dependencies.ts';
import type { ProjectService } from '../core/compose/project.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { fixWith, planHealthcheck, type PlannedHealthcheck } from './compose/health/healthcheckFix.ts';
import { healthOf } from './compose/health/imageHealth.ts';
import { isSlowToStart, runsKnownServer } from './compose/health/recipes.ts';
import { restartsByItself } from './compose/health/restarts.ts';
import { judgedDependencies } from './compose/health/startingOrder.ts';
import { awaitedJobs, isJob } from './compose/jobs.ts';
import { declaredServices, projectsOf } from './compose/projects.ts';

export const requireServiceHealthcheck = defineComposeRule<object>({
  meta: {
    id: 'require-service-healthcheck',
    description: 'Servers that others depend on, or that run for good, say how to ask whether they work.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 4, security: 0, maintainability: 3 },
    options: {},
    yieldsTo: ['depends-on-healthy'],
    messages: {
      one: 'Nothing asks `{service}` whether it works, so a server that hangs counts as running and nobody can wait for it: give it a health check.',
      several: 'Nothing asks {services} whether they work, so a server that hangs counts as running and nobody can wait for it: give them health checks.',
    },
  },
  check(context) {
    if (!context.compose.isTrustworthy) return;
    const lacking = servicesWithout(context);
    const [first] = lacking;
    if (!first) return;
    context.report({
      messageId: lacking.length === 1 ? 'one' : 'several',
      data: { service: first.service.name, services: listed(lacking.map(({ service }) => `\`${service.name}\``), MOST_NAMES) },
      span: first.service.keySpan,
      related: lacking.slice(1, MOST_RELATED).map(({ service }) => ({ span: service.keySpan, message: `\`${service.name}\` has none either.` })),
      fixes: [fixOf(lacking.map(({ plan }) => plan))],
    });
  },
});

const MOST_NAMES = 3;
const MOST_RELATED = 20;

interface Lacking {
  readonly service: ComposeService;
  readonly plan: PlannedHealthcheck;
}

/** Those that can be given one; the rest would be a reproach without help. */
function servicesWithout(context: ComposeContext): readonly Lacking[] {
  const { compose, project } = context;
  const awaited = awaitedJobs(projectsOf(context));
  let told: ReadonlySet<string> | null = null;
  let needed: ReadonlySet<string> | null = null;
  return declaredServices(context).flatMap(({ service, merged }) => {
    // A project is put together a moment after an edit of the text.
    if (service.get('healthcheck', 'test') !== null) return [];
    needed ??= dependedOn(context);
    if (!needed.has(service.name) && !merged.every((one) => restartsByItself(one))) return [];
    if (merged.some((one) => isJob(one, awaited) || !isCandidate(one, context))) return [];
    told ??= toldElsewhere(context);
    if (told.has(service.name) || merged.some((one) => healthOf(one, project) !== 'none')) return [];
    const plan = planHealthcheck(compose, merged[0]!, project);
    return 'refused' in plan ? [] : [{ service, plan }];
  });
}

/** What is built here is the business of its Dockerfile (`require-healthcheck`), unless that only adds to a database or broker. */
function isCandidate(service: ProjectService, { project }: ComposeContext): boolean {
  if (service.get('scale') === 0 || service.get('deploy', 'replicas') === 0) return false;
  return runsKnownServer(service, project) && (service.get('build') === null || isSlowToStart(service, project));
}

/** Services that another one of the projects waits for. */
function dependedOn(context: ComposeContext): ReadonlySet<string> {
  return new Set(projectsOf(context).flatMap(({ services }) => [...services.values()].flatMap((one) => dependenciesOf(one).map(({ service }) => service))));
}

/** `depends-on-healthy` speaks of these, and its fix gives them the same health check. */
function toldElsewhere(context: ComposeContext): ReadonlySet<string> {
  return new Set([...judgedDependencies(context).values()].flatMap((judged) => judged.map(({ name }) => name)));
}

function fixOf(plans: readonly PlannedHealthcheck[]): Fix {
  const checks = [...new Set(plans.flatMap(({ recipe }) => (recipe.check === null ? [] : [recipe.check])))];
  const what = plans.length === 1 ? 'a health check' : 'health checks';
  const check = checks.length === 0 ? '' : `; check ${listed(checks)}`;
  const title = `Give ${listed(plans.map(({ service }) => `\`${service}\``))} ${what} (${plans.length === 1 ? 'it counts' : 'they count'} as unhealthy without an answer in time${check})`;
  return fixWith(title, [], plans);
}
