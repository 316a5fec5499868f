import { setConditions } from '../core/compose/edits/setConditions.ts';
import { startsByDefault } from '../core/compose/graph/dependencyEdges.ts';
import { dependencyGraph } from '../core/compose/graph/dependencyGraph.ts';
import { dependencyPlaces } from '../core/compose/graph/dependencyPlaces.ts';
import { impliedEdges } from '../core/compose/graph/impliedEdges.ts';
import type { ComposeService } from '../core/compose/model.ts';
import type { ComposeProject } from '../core/compose/project.ts';
import { dependenciesOf } from '../core/compose/settings/dependencies.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { endingOf, hasJobs } from './compose/endingService.ts';
import { projectsOf } from './compose/projects.ts';

export const noWaitingOnJobs = defineComposeRule({
  meta: {
    id: 'no-waiting-on-jobs',
    description: 'What needs the result of a job waits until the job is done, and no job makes `docker compose up --wait` fail.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 7, security: 0, maintainability: 4 },
    options: {},
    messages: {
      started: '`{service}` starts when `{job}` has only begun, while others wait until it is done: give it the condition `service_completed_successfully` here, too.',
      likely: '`{service}` starts when `{job}` has only begun, which looks like a job by its {evidence}: `service_completed_successfully` waits until it is done.',
      healthy: '`{service}` waits for `{job}` to be healthy, but that ends, and others wait for its end: `service_completed_successfully` is what it can reach for sure.',
      unawaited: '`docker compose up --wait` fails where `{job}` has ended before all else is started, however well, because nothing that starts with it waits for '
        + '`service_completed_successfully`.',
    },
  },
  check(context: ComposeContext) {
    const projects = projectsOf(context);
    const named = new Set<string>();
    if (!projects.some(hasJobs)) return;
    for (const service of context.compose.services) reportWaits(context, service, projects, named);
    for (const service of context.compose.services) if (!named.has(service.name)) reportUnawaited(context, service, projects);
  },
});

/** Entries of the service's `depends_on` in this file that do not wait for the end of what ends, in any project. */
function reportWaits(context: ComposeContext, service: ComposeService, projects: readonly ComposeProject[], named: Set<string>): void {
  if (service.get('depends_on') === null) return;
  const own = { start: service.span.start, end: service.span.end };
  for (const { key, to, span } of dependencyPlaces(context.compose, service)) {
    if (key !== 'depends_on') continue;
    const messages = projects.flatMap((project) => (project.services.has(service.name) ? [messageFor(project, service.name, to)] : []));
    const [message] = messages;
    // What an anchor or another service says is told where services have it as their own, since others share it.
    if (!message || messages.includes(null) || span.start < own.start || span.end > own.end) continue;
    // A project is put together a moment after an edit of the text.
    if (service.get('depends_on', to, 'condition')?.data === 'service_completed_successfully') continue;
    named.add(to);
    const { fixes, withheld } = fixFor(context, service, to);
    const evidence = message === 'image' ? 'image' : 'command';
    context.report({
      messageId: message === 'image' || message === 'command' ? 'likely' : message,
      data: { service: service.name, job: to, evidence },
      span,
      ...(evidence === message && { confidence: 'medium' as const }),
      fixes,
      ...(withheld !== null && { withheld }),
    });
  }
}

type Wait = 'started' | 'healthy' | 'command' | 'image';

function messageFor(project: ComposeProject, name: string, job: string): Wait | null {
  const dependency = dependenciesOf(project.services.get(name)!).find(({ service }) => service === job);
  const ending = dependency && project.services.has(job) ? endingOf(project.services.get(job)!, project) : null;
  if (!dependency || ending === null) return null;
  if (dependency.condition === 'service_healthy') return ending === 'awaited' ? 'healthy' : null;
  if (dependency.condition !== 'service_started') return null;
  // Another way already waits until it is done.
  const implied = impliedEdges(project).get(name)?.find(({ edge }) => edge.to === job);
  if (implied?.last.condition === 'service_completed_successfully') return null;
  return ending === 'awaited' ? 'started' : ending;
}

function fixFor({ compose }: ComposeContext, service: ComposeService, job: string): { fixes: Fix[]; withheld: string | null } {
  const edited = setConditions(compose, service, new Map([[job, 'service_completed_successfully']]));
  if ('refused' in edited) return { fixes: [], withheld: edited.refused };
  const title = `Start \`${service.name}\` when \`${job}\` has ended well, and not at all where it fails`;
  return { fixes: edited.edits.length > 0 ? [{ kind: 'suggestion', title, edits: edited.edits }] : [], withheld: edited.edits.length > 0 ? null : 'The file says so in a way that cannot be edited.' };
}

/**
 * When all is started, compose 2.40 `up --wait` looks twice a second whether each service runs or is healthy, and fails for one that has ended;
 * but it waits for the end of what a started service waits for to its end. A job that still runs at the first look is not looked at again.
 */
function reportUnawaited(context: ComposeContext, service: ComposeService, projects: readonly ComposeProject[]): void {
  const isHere = service.get('image') !== null || service.get('build') !== null;
  const isUnawaited = (project: ComposeProject): boolean => {
    const merged = project.services.get(service.name);
    if (!merged || !startsByDefault(merged) || endingOf(merged, project) === null) return false;
    return !dependencyGraph(project).dependantsOf(service.name)
      .some(({ from, condition }) => condition === 'service_completed_successfully' && startsByDefault(project.services.get(from)!));
  };
  if (!isHere || !projects.every(isUnawaited)) return;
  context.report({
    messageId: 'unawaited',
    data: { job: service.name },
    span: service.keySpan,
    severity: 'hint',
    confidence: 'medium',
    fixes: [],
    withheld: 'Which service needs its result is not said here. Where none does, `profiles` keep it out of `up`, and `docker compose run` starts it.',
  });
}
