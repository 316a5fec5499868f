import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { assessServices, planFor, type Assessment, type Assessments, type TierChoice, type TierOptions } from './compose/assessment.ts';
import type { LimitKey } from './compose/currentLimits.ts';
import { contradiction, contradictionElsewhere, insertLimits, type LimitInsertion } from './compose/limitInsertion.ts';
import type { LimitPlan } from './compose/plannedLimits.ts';
import type { Tier } from './compose/tiers.ts';

export const requireResourceLimits = defineComposeRule<TierOptions>({
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
    const assessments = assessServices(context);
    for (const assessment of assessments.services) if (assessment.role === 'server') checkService(context, assessment, assessments);
  },
});

const MEASURE_MEMORY = 'Nothing here says how much memory it needs, and with too little it is killed: measure it with `docker stats` under load.';
const MEASURE_CPUS = 'Nothing here says how much CPU it needs: measure it with `docker stats` under load.';

function checkService(context: ComposeContext<TierOptions>, assessment: Assessment, assessments: Assessments): void {
  const { service, current, declared, measureFirst } = assessment;
  const missing = (['cpus', 'memory'] as const).filter((key) => !current.has(key));
  if (missing.length === 0) return;
  const what = missing.length === 2 ? 'all CPUs and memory' : missing[0] === 'cpus' ? 'all CPUs' : 'all memory';
  const choice = assessments.choose(assessment);
  if (choice.by === 'evidence' && measureFirst !== null && !current.has('memory')) {
    const withheld = `How much memory ${measureFirst} needs depends on its load, and with too little it is killed.`;
    context.report({ messageId: 'measure', data: { service: service.name, what, image: measureFirst }, span: service.keySpan, withheld });
    return;
  }
  const isGuess = choice.confidence === 'low';
  const plan = planFor(assessment, choice.tier, !isGuess);
  const unmeasured = !isGuess ? null : missing.includes('memory') ? MEASURE_MEMORY : choice.evidence.length === 0 ? MEASURE_CPUS : null;
  const { fixes, withheld } = unmeasured !== null ? { fixes: [], withheld: unmeasured } : fixesFor(context, assessment, choice, plan, assessments);
  const reason = reasonOf(choice);
  context.report({
    messageId: choice.by !== 'evidence' ? 'chosen' : isGuess ? 'guess' : 'likeness',
    data: {
      service: service.name,
      what,
      likeness: choice.tier.likeness,
      tier: choice.tier.name,
      reason: raises(choice.tier, plan) && declared ? `${reason}, ${declared.text}` : reason,
      values: describeLimits(plan.values) || 'what you measured',
    },
    span: service.keySpan,
    ...(isGuess && { severity: 'hint' as const }),
    confidence: choice.confidence,
    fixes,
    ...(withheld !== null && { withheld }),
  });
}

function reasonOf({ by, evidence }: TierChoice): string {
  if (by === 'comment') return 'set by its comment';
  return by === 'evidence' ? evidence.join(', ') || 'no evidence' : 'set in the settings';
}

/** True where the plan gives more memory than the tier does. */
function raises(tier: Tier, { values }: LimitPlan): boolean {
  const memory = values.get('memory');
  return memory !== undefined && memory !== tier.memory;
}

interface Offer {
  readonly fixes: Fix[];
  readonly withheld: string | null;
}

function fixesFor({ compose, project }: ComposeContext<TierOptions>, assessment: Assessment, choice: TierChoice, plan: LimitPlan, { services }: Assessments): Offer {
  if (!plan.values.has('cpus') && !plan.values.has('memory')) return { fixes: [], withheld: plan.withheld };
  const insertion = insertLimits(compose, assessment, plan);
  if ('refused' in insertion) return { fixes: [], withheld: insertion.refused };
  const others = new Set(insertion.services.slice(1));
  const reached = others.size === 0 ? [] : services.filter(({ service }) => others.has(service.name));
  const contradicted = reached.map((other) => contradiction(other, assessment, plan, new Set(other.current.keys()))).find((reason) => reason !== null);
  const refused = contradicted ?? contradictionElsewhere(project, insertion.services);
  if (refused !== null) return { fixes: [], withheld: refused };
  return { fixes: fixOf(insertion, assessment, choice, plan), withheld: insertion.ownRefusal ?? plan.withheld };
}

function fixOf({ edits, anchors, services }: LimitInsertion, { service }: Assessment, choice: TierChoice, { values }: LimitPlan): Fix[] {
  if (edits.length === 0) return [];
  const [cpus, memory] = [values.has('cpus'), values.has('memory')];
  const what = cpus && memory ? 'CPU and memory limits' : cpus ? 'the CPU limit' : 'the memory limit';
  const others = services.filter((name) => name !== service.name);
  const place = anchors.length > 0 ? `, at ${anchors.map((name) => `\`&${name}\``).join(' and ')}` : '';
  const also = others.length === 0 ? '' : others.length <= 3 ? `, which also limits ${others.join(', ')}` : `, which also limits ${others.length} other services`;
  const doubt = choice.confidence === 'low' ? ', a guess' : '';
  const title = `Add ${what} of the ${choice.tier.title} tier (${describeLimits(values)})${doubt}${place}${also}`;
  return [{ kind: 'suggestion', title, edits }];
}

/** `1.0 CPU and 512M`, or in titles the same with what is missing left out. */
function describeLimits(values: ReadonlyMap<LimitKey, string>): string {
  const [cpus, memory] = [values.get('cpus'), values.get('memory')];
  return [cpus && `${cpus} CPU`, memory].filter(Boolean).join(', ');
}
