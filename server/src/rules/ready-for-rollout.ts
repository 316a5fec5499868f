import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span, type Span } from '../core/text/span.ts';
import { awaitedJobs, isJob } from './compose/jobs.ts';
import { declaredServices, projectsOf, type DeclaredService } from './compose/projects.ts';
import { blockersOf, isHard, type Blocker } from './compose/rollout/blockers.ts';
import { hasRolloutLabel, isRolledOut, rolloutScript, type Evidence } from './compose/rollout/evidence.ts';
import { rolloutFix } from './compose/rollout/rolloutFixes.ts';

interface Options {
  readonly services: readonly string[];
}

export const readyForRollout = defineComposeRule<Options>({
  meta: {
    id: 'ready-for-rollout',
    description: 'Services that are replaced without downtime can run twice side by side for a moment.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 4, security: 0, maintainability: 4 },
    options: {
      services: {
        type: 'array',
        description: 'Services that are rolled out, where neither a label nor the name of a script says so.',
        default: [],
        items: { type: 'string' },
      },
    },
    messages: {
      asked: '`{service}` cannot run twice side by side, which a rollout needs: {reasons}; clear the way before the next one.',
      script: '`{service}` cannot run twice side by side, which `{script}` needs: {reasons}; clear the way before the next rollout.',
      rough: 'A rollout of `{service}` is felt: {reasons}; add what is missing.',
    },
  },
  check(context) {
    const { compose, project, options, path } = context;
    if (!compose.isTrustworthy || compose.services.length === 0) return;
    const script = rolloutScript(project, path ?? null);
    const hasLabel = compose.text.includes('docker-rollout.');
    if (script === null && !hasLabel && options.services.length === 0) return;
    const wanted = new Set(options.services);
    const jobs = awaitedJobs(projectsOf(context));
    for (const declared of declaredServices(context)) {
      const evidence = evidenceFor(declared, wanted, script);
      if (evidence && !declared.merged.some((service) => isJob(service, jobs))) checkService(context, declared, evidence);
    }
  },
});

function evidenceFor({ service, merged }: DeclaredService, wanted: ReadonlySet<string>, script: string | null): Evidence | null {
  if (wanted.has(service.name) || merged.every(hasRolloutLabel)) return { kind: 'asked' };
  return script !== null && merged.every(isRolledOut) ? { kind: 'script', path: script } : null;
}

function checkService(context: ComposeContext<Options>, { service, merged }: DeclaredService, evidence: Evidence): void {
  const { compose, project, report } = context;
  const blockers = blockersOf(merged, project);
  const hard = blockers.filter(isHard);
  // Only the file whose text is in the way can clear it; what is missing belongs where the service is declared.
  const place = hard.map((blocker) => placeOf(context, service, blocker)).find((found) => found !== null) ?? null;
  const isDeclaredHere = service.get('image') !== null || service.get('build') !== null;
  if (blockers.length === 0 || (place === null && (hard.length > 0 || !isDeclaredHere))) return;
  const told = hard.length > 0 ? hard : blockers;
  const { fixes, withheld } = rolloutFix(compose, service, blockers, projectsOf(context));
  report({
    messageId: hard.length === 0 ? 'rough' : evidence.kind,
    data: { service: service.name, script: evidence.kind === 'script' ? evidence.path : '', reasons: listed(told.map(({ text }) => text)) },
    span: place ?? service.keySpan,
    ...(hard.length === 0 && { severity: blockers.some(({ id }) => id === 'healthcheck') ? ('information' as const) : ('hint' as const) }),
    ...(evidence.kind === 'script' && { confidence: 'medium' as const }),
    fixes,
    ...(withheld !== null && { withheld }),
  });
}

/** Where the checked file says what is in the way. */
function placeOf({ compose }: ComposeContext<Options>, service: DeclaredService['service'], { id }: Blocker): Span | null {
  const value = service.get(id);
  if (!value) return null;
  const range = value.origin === 'own' ? compose.resolve(value.node)?.range : null;
  return id === 'container_name' && range ? span(range[0], range[1]) : service.keySpan;
}
