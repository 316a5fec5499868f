import type { Node } from 'yaml';
import { removeEntry } from '../core/compose/edits/removeEntry.ts';
import type { Edited } from '../core/compose/edits/editing.ts';
import { setConditions } from '../core/compose/edits/setConditions.ts';
import type { ComposeService } from '../core/compose/model.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import type { Span } from '../core/text/span.ts';
import { listed } from '../core/text/listing.ts';
import { awaitedJobs, isJob } from './compose/jobs.ts';
import { declaredServices, projectsOf } from './compose/projects.ts';
import { fixWith, planHealthcheck, probeName, type PlannedHealthcheck } from './compose/health/healthcheckFix.ts';
import { judgedDependencies, type JudgedDependency } from './compose/health/startingOrder.ts';
import { restartsByItself } from './compose/health/restarts.ts';
import { isSwitchedOffAbove, switchedOffHere } from './compose/health/switchedOff.ts';

export const dependsOnHealthy = defineComposeRule<object>({
  meta: {
    id: 'depends-on-healthy',
    description: 'Services wait until what they depend on is healthy, and only for what can be.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 6, security: 0, maintainability: 4 },
    options: {},
    messages: {
      unanswerable: '`{service}` waits until `{dependency}` is healthy, but nothing asks `{dependency}` whether it is, so `docker compose up` fails with "has no healthcheck configured": give it a health check.',
      disabled: '`{service}` waits until `{dependency}` is healthy, but its health check is switched off, so `docker compose up` fails with "has no healthcheck configured": switch it on again, or do not wait for it.',
      switchedOff: 'Compose starts {services} only when `{dependency}` is healthy, but this switches its health check off, so `docker compose up` fails with "has no healthcheck configured": keep the check, or do not wait for it.',
      early: '`{service}` starts while {dependencies} may still be preparing data, so its first connections can fail: wait with `condition: service_healthy`.',
    },
  },
  check(context) {
    if (!context.compose.isTrustworthy) return;
    reportSwitchedOff(context);
    const seen = new Set<string>();
    for (const [name, judged] of judgedDependencies(context)) {
      const service = context.compose.service(name);
      if (!service) continue;
      for (const dependency of judged) if (dependency.verdict === 'unanswerable') reportUnanswerable(context, service, dependency, seen);
      const early = judged.filter(({ verdict }) => verdict === 'early');
      if (early.length > 0) reportEarly(context, service, early, seen);
    }
  },
});

/** A file that is laid over another one takes the health check away that services of that wait for. */
function reportSwitchedOff(context: ComposeContext): void {
  const { compose, path } = context;
  if (!/disable|NONE/.test(compose.text)) return;
  const projects = projectsOf(context);
  for (const declared of declaredServices(context)) {
    const found = switchedOffHere(declared, projects, path);
    const span = found && spanOf(found.node);
    if (!found || !span) continue;
    const { name } = declared.service;
    const removed = removeEntry(compose, declared.service, ['healthcheck', found.key]);
    const isShared = !('refused' in removed) && (removed.services ?? []).some((other) => other !== name);
    const fixes: Fix[] = 'refused' in removed || isShared || removed.edits.length === 0 ? [] : [{ kind: 'suggestion', title: `Leave the health check of \`${name}\` as it is in the other file`, edits: removed.edits }];
    context.report({
      messageId: 'switchedOff',
      data: { services: listed(found.waiting.map((one) => `\`${one.name}\` of \`${one.file}\``)), dependency: name },
      span,
      severity: 'error',
      fixes,
      ...(fixes.length === 0 && { withheld: 'refused' in removed ? removed.refused : SWITCHED_OFF }),
    });
  }
}

const SWITCHED_OFF = 'It was switched off on purpose, so what to do about it is for a person to say.';

function reportUnanswerable(context: ComposeContext, service: ComposeService, dependency: JudgedDependency, seen: Set<string>): void {
  const { name, health } = dependency;
  const condition = service.get('depends_on', name, 'condition');
  // Another file says so: the finding is there.
  if (condition?.data !== 'service_healthy' || (health === 'disabled' && isSwitchedOffAbove(name, projectsOf(context), context.path))) return;
  const span = spanOf(condition.node) ?? spanOf(condition.pair.key);
  if (!span || isRepeated(seen, span, name)) return;
  const plan = health === 'disabled' ? { refused: SWITCHED_OFF } : planHealthcheck(context.compose, dependency.target, context.project);
  const fixes = [...('refused' in plan ? [] : [healthcheckFix(service.name, plan)]), ...otherCondition(context, service, dependency)];
  context.report({
    messageId: health === 'disabled' ? 'disabled' : 'unanswerable',
    data: { service: service.name, dependency: name },
    span,
    severity: 'error',
    fixes,
    ...('refused' in plan && { withheld: plan.refused }),
  });
}

function healthcheckFix(waiting: string, plan: PlannedHealthcheck): Fix {
  const { service, recipe } = plan;
  const check = recipe.check === null ? '' : `; check ${recipe.check}`;
  return fixWith(`Give \`${service}\` a health check with \`${probeName(recipe)}\` (\`${waiting}\` starts only once it succeeds${check})`, [], [plan]);
}

/** A condition that can be met: what does one thing and ends is waited for until it has. */
function otherCondition(context: ComposeContext, service: ComposeService, { name, target }: JudgedDependency): Fix[] {
  const ends = isJob(target, awaitedJobs(projectsOf(context)));
  const result = setConditions(context.compose, service, new Map([[name, ends ? 'service_completed_successfully' : 'service_started']]));
  if ('refused' in result || result.edits.length === 0) return [];
  const also = reachText(result, service);
  const title = ends ? `Wait until \`${name}\` has ended without an error${also} (if it ends at all)` : `Wait only until \`${name}\` is started${also} (it may not be ready then)`;
  return [{ kind: 'suggestion', title, edits: result.edits }];
}

/** Names the other services that an edit changes. */
function reachText({ services = [] }: Edited, { name }: ComposeService): string {
  const others = services.filter((each) => each !== name);
  return others.length === 0 ? '' : `, also in ${listed(others)}`;
}

function reportEarly(context: ComposeContext, service: ComposeService, early: readonly JudgedDependency[], seen: Set<string>): void {
  const span = spanOf(service.get('depends_on')?.pair.key ?? null);
  if (!span || isRepeated(seen, span, '')) return;
  const { fixes, withheld } = earlyFix(context, service, early);
  context.report({
    messageId: 'early',
    data: { service: service.name, dependencies: listed(early.map(({ name }) => `\`${name}\``)) },
    span,
    // It fails, is started again and works then: no more than some lines in a log.
    ...(projectsOf(context).every(({ services }) => restartsByItself(services.get(service.name))) && { severity: 'hint' as const }),
    fixes,
    ...(withheld !== null && { withheld }),
  });
}

/** Conditions for all that can be asked or is now given a health check. */
function earlyFix({ compose, project }: ComposeContext, service: ComposeService, early: readonly JudgedDependency[]): { fixes: Fix[]; withheld: string | null } {
  const plans: PlannedHealthcheck[] = [];
  const waited: string[] = [];
  let withheld: string | null = null;
  for (const { name, health, target } of early) {
    const plan = health === 'checked' ? null : planHealthcheck(compose, target, project);
    if (plan && 'refused' in plan) withheld = plan.refused;
    else waited.push(name);
    if (plan && !('refused' in plan)) plans.push(plan);
  }
  if (waited.length === 0) return { fixes: [], withheld };
  const result = setConditions(compose, service, new Map(waited.map((name) => [name, 'service_healthy'])));
  if ('refused' in result) return { fixes: [], withheld: result.refused };
  const also = reachText(result, service);
  const asked = plans.length === 0 ? '' : `, asked with ${listed([...new Set(plans.map(({ recipe }) => `\`${probeName(recipe)}\``))])}`;
  const checks = [...new Set(plans.flatMap(({ recipe }) => (recipe.check === null ? [] : [recipe.check])))];
  const risk = plans.length === 0 ? 'it starts later' : `without an answer in time it does not start${checks.length > 0 ? `; check ${checks.join(' and ')}` : ''}`;
  const title = `Wait until ${listed(waited.map((name) => `\`${name}\``))} ${waited.length === 1 ? 'is' : 'are'} healthy${asked}${also} (${risk})`;
  return { fixes: [fixWith(title, result.edits, plans)], withheld };
}

/** What an anchor gives to many services is told once. */
function isRepeated(seen: Set<string>, { start }: Span, name: string): boolean {
  const key = `${start}:${name}`;
  return seen.has(key) || !seen.add(key);
}

function spanOf(node: Node | null): Span | null {
  const [start, end] = node?.range ?? [];
  return start === undefined || end === undefined || end <= start ? null : { start, end };
}
