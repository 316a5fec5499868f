import { insertAtAnchors, insertIntoService, type Insertion } from '../core/compose/insertKeys.ts';
import type { ComposeModel, ComposeService } from '../core/compose/model.ts';
import type { Confidence, Fix } from '../core/engine/finding.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { tierComments } from './compose/chosenTier.ts';
import { currentLimits, keyShape, type LimitKey } from './compose/currentLimits.ts';
import { declaredMemory } from './compose/declaredMemory.ts';
import { MEASURE_FIRST } from './compose/evidenceTables.ts';
import { awaitedJobs, isJob } from './compose/jobs.ts';
import { parseMemory } from './compose/memory.ts';
import { planAsKeys, planLimits, withoutMemory, type LimitPlan } from './compose/plannedLimits.ts';
import { imageName } from './compose/serviceText.ts';
import { guessTier } from './compose/tierEvidence.ts';
import { readTiers, type Tier, type TierTable } from './compose/tiers.ts';

interface Options {
  readonly tiers: unknown;
  readonly services: unknown;
}

/** Why a service gets its tier. */
interface Choice {
  readonly tier: Tier;
  readonly messageId: 'likeness' | 'guess' | 'chosen';
  readonly confidence: Confidence;
  /** For people: "image postgres, port 5432". */
  readonly reason: string;
  /** True where nothing at all speaks for the tier. */
  readonly isBlind?: boolean;
}

export const requireResourceLimits = defineComposeRule<Options>({
  meta: {
    id: 'require-resource-limits',
    description: 'Requires CPU and memory limits for every long-running service, and proposes those of its tier.',
    subject: 'compose',
    language: 'compose',
    severity: 'information',
    confidence: 'medium',
    fix: 'suggestion',
    options: {
      tiers: {
        type: 'object',
        description: 'Tiers by name, laid over the built-in ones.',
        default: {},
        additionalProperties: {
          type: 'object',
          properties: {
            cpus: { type: ['string', 'number'] },
            reservedCpus: { type: ['string', 'number'] },
            memory: { type: 'string' },
            reservedMemory: { type: 'string' },
          },
          additionalProperties: false,
        },
      },
      services: {
        type: 'object',
        description: 'Tier of a service by its name, where the evidence in the files would say something else.',
        default: {},
        additionalProperties: { type: 'string' },
      },
    },
    messages: {
      likeness: '`{service}` can take {what} of this machine; it looks like {likeness} ({reason}), so limit it to {values}.',
      guess: '`{service}` can take {what} of this machine; nothing here says how much it needs ({reason}), so set limits that you measured.',
      chosen: '`{service}` can take {what} of this machine; its tier `{tier}` ({reason}) allows {values}.',
      measure: '`{service}` can take {what} of this machine; no tier tells how much memory {image} needs, so set limits that you measured.',
    },
  },
  check(context) {
    if (!context.compose.isTrustworthy) return;
    const tiers = readTiers(context.options.tiers);
    const awaited = awaitedJobs(context.compose);
    const commented = tierComments(context.compose);
    for (const service of context.compose.services) {
      const runs = service.get('image') ?? service.get('build');
      if (!runs || service.hasUnknownParent || isJob(service, awaited)) continue;
      checkService(context, service, tiers, commented(service));
    }
  },
});

const MEASURE_MEMORY = 'Nothing here says how much memory it needs, and with too little it is killed: measure it with `docker stats` under load.';
const MEASURE_CPUS = 'Nothing here says how much CPU it needs: measure it with `docker stats` under load.';
const BOTH_SHAPES = 'It sets limits under `deploy` and by the older keys as well, and compose refuses a file where the two differ.';

function checkService(context: ComposeContext<Options>, service: ComposeService, tiers: TierTable, comment: string | null): void {
  const current = currentLimits(service);
  const missing = (['cpus', 'memory'] as const).filter((key) => !current.has(key));
  if (missing.length === 0) return;
  const what = missing.length === 2 ? 'all CPUs and memory' : missing[0] === 'cpus' ? 'all CPUs' : 'all memory';
  const image = service.get('build') === null ? imageName(service) : null;
  const choice = chosen(context.options, service, tiers, comment) ?? guessed(context, service, tiers, parseMemory(current.get('memory')?.value));
  if (choice.messageId !== 'chosen' && image !== null && MEASURE_FIRST.has(image) && !current.has('memory')) {
    const withheld = `How much memory ${image} needs depends on its load, and with too little it is killed.`;
    context.report({ messageId: 'measure', data: { service: service.name, what, image }, span: service.keySpan, withheld });
    return;
  }
  const declared = declaredMemory(service);
  const isGuess = choice.messageId === 'guess';
  const full = planLimits(choice.tier, current, declared);
  const plan = isGuess ? withoutMemory(full) : full;
  const unmeasured = !isGuess ? null : missing.includes('memory') ? MEASURE_MEMORY : choice.isBlind ? MEASURE_CPUS : null;
  const { fixes, withheld } = unmeasured !== null ? { fixes: [], withheld: unmeasured } : fixesFor(context, service, choice, plan);
  context.report({
    messageId: choice.messageId,
    data: {
      service: service.name,
      what,
      likeness: choice.tier.likeness,
      tier: choice.tier.name,
      reason: raises(choice.tier, plan) && declared ? `${choice.reason}, ${declared.text}` : choice.reason,
      values: describeLimits(plan.values) || 'what you measured',
    },
    span: service.keySpan,
    ...(isGuess && { severity: 'hint' as const }),
    confidence: choice.confidence,
    fixes,
    ...(withheld !== null && { withheld }),
  });
}

function chosen({ services }: Options, service: ComposeService, tiers: TierTable, comment: string | null): Choice | null {
  const options = services as Record<string, unknown> | null | undefined;
  const option = options && Object.hasOwn(options, service.name) ? options[service.name] : null;
  for (const [name, reason] of [[comment, 'set by its comment'], [option, 'set in the settings']] as const) {
    const tier = typeof name === 'string' ? tiers.get(name) : undefined;
    if (tier) return { tier, messageId: 'chosen', confidence: 'high', reason };
  }
  return null;
}

function guessed({ project }: ComposeContext<Options>, service: ComposeService, tiers: TierTable, memory: number | null): Choice {
  const use = service.get('build') === null ? null : (project?.serviceUse(service.name) ?? null);
  const { tier, confidence, evidence } = guessTier(service, { use, memory }, tiers);
  const reason = evidence.length > 0 ? evidence.join(', ') : 'no evidence';
  return { tier, confidence, reason, messageId: confidence === 'low' ? 'guess' : 'likeness', isBlind: evidence.length === 0 };
}

/** True where the plan gives more memory than the tier does. */
function raises(tier: Tier, { values }: LimitPlan): boolean {
  const memory = values.get('memory');
  return memory !== undefined && memory !== tier.memory;
}

function fixesFor({ compose, project }: ComposeContext<Options>, service: ComposeService, choice: Choice, plan: LimitPlan): { fixes: Fix[]; withheld: string | null } {
  if (!plan.values.has('cpus') && !plan.values.has('memory')) return { fixes: [], withheld: plan.withheld };
  const shape = keyShape(service);
  if (shape === 'both') return { fixes: [], withheld: BOTH_SHAPES };
  const wanted = planAsKeys(plan, shape === 'older' ? 'older' : 'deploy');
  const own = insertIntoService(compose, service, wanted);
  const insertion = 'edits' in own ? own : insertAtAnchors(compose, service, wanted);
  const refused = 'refused' in own ? own.refused : plan.withheld;
  if ('refused' in insertion) return { fixes: [], withheld: refused };
  const contradicted = contradictionIn(compose, insertion.services.slice(1), plan) ?? contradictionElsewhere(project, insertion.services);
  if (contradicted !== null) return { fixes: [], withheld: contradicted };
  return { fixes: fixOf(insertion, service, choice, plan), withheld: refused };
}

/**
 * Why the values must not reach the other services that read the edited place: compose refuses `cpus` beside a different
 * `deploy.resources.limits.cpus`, the engine a reservation above the limit, and a heap above it is killed.
 */
function contradictionIn(compose: ComposeModel, others: readonly string[], { values }: LimitPlan): string | null {
  const memory = parseMemory(values.get('memory'));
  for (const name of others) {
    const other = compose.service(name);
    if (!other) continue;
    const needed = (declaredMemory(other)?.bytes ?? 0) * 1.5;
    if (other.hasUnknownParent || currentLimits(other).size > 0 || keyShape(other) !== 'none' || (memory !== null && needed > memory)) {
      return `\`${name}\` takes its keys from the same place and has limits or a heap size of its own, which these could contradict.`;
    }
  }
  return null;
}

/** Compose merges files before it compares the two shapes, and the engine then compares limits and reservations. */
function contradictionElsewhere(project: ProjectView | null, services: readonly string[]): string | null {
  for (const name of services) {
    const file = project?.resourcesElsewhere?.(name);
    if (file) return `\`${file}\` sets resources of \`${name}\` as well, and compose refuses files that contradict each other once merged.`;
  }
  return null;
}

function fixOf({ edits, anchors, services }: Insertion, service: ComposeService, choice: Choice, { values }: LimitPlan): Fix[] {
  if (edits.length === 0) return [];
  const [cpus, memory] = [values.has('cpus'), values.has('memory')];
  const what = cpus && memory ? 'CPU and memory limits' : cpus ? 'the CPU limit' : 'the memory limit';
  const others = services.filter((name) => name !== service.name);
  const place = anchors.length > 0 ? `, at ${anchors.map((name) => `\`&${name}\``).join(' and ')}` : '';
  const also = others.length === 0 ? '' : others.length <= 3 ? `, which also limits ${others.join(', ')}` : `, which also limits ${others.length} other services`;
  const doubt = choice.messageId === 'guess' ? ', a guess' : '';
  const title = `Add ${what} of the ${choice.tier.title} tier (${describeLimits(values)})${doubt}${place}${also}`;
  return [{ kind: 'suggestion', title, edits }];
}

/** `1.0 CPU and 512M`, or in titles the same with what is missing left out. */
function describeLimits(values: ReadonlyMap<LimitKey, string>): string {
  const [cpus, memory] = [values.get('cpus'), values.get('memory')];
  return [cpus && `${cpus} CPU`, memory].filter(Boolean).join(', ');
}
