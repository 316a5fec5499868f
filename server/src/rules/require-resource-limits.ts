import type { ComposeService } from '../core/compose/model.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { assessServices, planFor, type Assessment, type Assessments, type TierChoice, type TierOptions } from './compose/assessment.ts';
import type { LimitKey } from './compose/currentLimits.ts';
import { contradiction, contradictionElsewhere, LimitInserter, type LimitInsertion } from './compose/limitInsertion.ts';
import { parseMemory } from './compose/memory.ts';
import type { LimitPlan } from './compose/plannedLimits.ts';
import { isForTests, isForTrying } from './compose/forTrying.ts';
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
    weight: { overall: 4, security: 1, maintainability: 3 },
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
      likeness: '`{service}` can take {what} of this machine; it looks like {likeness} ({reason}), and its tier `{tier}` allows {values}.',
      unmeasured: '{services} can take {what} of this machine, and little here says how much {they}: set limits that you measured.',
      trying: '{services} can take {what} of this machine: with limits {they} everything else down.',
      chosen: '`{service}` can take {what} of this machine; its tier `{tier}` ({reason}) allows {values}.',
      measure: '`{service}` can take {what} of this machine; no tier tells how much memory {image} needs, so set limits that you measured.',
    },
  },
  check(context) {
    if (!context.compose.isTrustworthy) return;
    const assessments = assessServices(context);
    const run: Run = { assessments, inserter: new LimitInserter(context.compose), isForTrying: isForTrying(context.path ?? ''), together: new Map() };
    for (const assessment of assessments.services) if (assessment.role === 'server') checkService(context, assessment, run);
    if (isForTests(context.path ?? '')) return;
    reportTogether(context, run);
  },
});

const MEASURE = 'With too little memory a service is killed: measure with `docker stats` under load what it takes.';
const TRY = 'A file for development or examples says little about the need: the command Drydock: Apply CPU Tiers proposes limits for all services.';

/** One check of one file. */
interface Run {
  readonly assessments: Assessments;
  readonly inserter: LimitInserter;
  /** On a developer's machine a service without limits costs little. */
  readonly isForTrying: boolean;
  /**
   * Services of which nothing more is to be said, with what they can take: a finding for each of forty would hide what matters. One for all, whatever
   * they lack, so that giving a service some of it never makes a further finding.
   */
  readonly together: Map<ComposeService, string>;
}

function checkService(context: ComposeContext<TierOptions>, assessment: Assessment, run: Run): void {
  const { service, current, declared, measureFirst } = assessment;
  const missing = (['cpus', 'memory'] as const).filter((key) => !current.has(key));
  if (missing.length === 0) return;
  const what = missing.length === 2 ? 'all CPUs and memory' : missing[0] === 'cpus' ? 'all CPUs' : 'all memory';
  const choice = run.assessments.choose(assessment);
  if (choice.by === 'evidence' && !run.isForTrying && measureFirst !== null && !current.has('memory')) {
    const withheld = `How much memory ${measureFirst} needs depends on its load, and with too little it is killed.`;
    context.report({ messageId: 'measure', data: { service: service.name, what, image: measureFirst }, span: service.keySpan, withheld });
    return;
  }
  if (choice.by === 'evidence' && (run.isForTrying || choice.confidence === 'low')) {
    run.together.set(service, what);
    return;
  }
  const plan = planFor(assessment, choice.tier, choice.confidence !== 'low');
  const { fixes, withheld } = fixesFor(context, assessment, choice, plan, run);
  const reason = reasonOf(choice);
  context.report({
    messageId: choice.by === 'evidence' ? 'likeness' : 'chosen',
    data: {
      service: service.name,
      what,
      likeness: choice.tier.likeness,
      tier: choice.tier.name,
      reason: raises(choice.tier, plan) && declared ? `${reason}, ${declared.text}` : reason,
      values: describeLimits(plan.values) || 'what you measured',
    },
    span: service.keySpan,
    ...(run.isForTrying && { severity: 'hint' as const }),
    confidence: choice.confidence,
    fixes,
    ...(withheld !== null && { withheld }),
  });
}

function reportTogether(context: ComposeContext<TierOptions>, { together, isForTrying }: Run): void {
  const services = [...together.keys()];
  const [first] = services;
  if (!first) return;
  const kinds = new Set(together.values());
  const what = kinds.size === 1 ? together.get(first)! : 'all CPUs or memory';
  const names = listed(services.map(({ name }) => `\`${name}\``), 4, 'other services');
  const [needs, slows] = services.length === 1 ? ['it needs', 'it cannot slow'] : ['they need', 'none of them slows'];
  context.report({
    messageId: isForTrying ? 'trying' : 'unmeasured',
    data: { services: names, what, they: isForTrying ? slows : needs },
    span: first.keySpan,
    severity: 'hint',
    confidence: 'low',
    withheld: isForTrying ? TRY : MEASURE,
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

function fixesFor(context: ComposeContext<TierOptions>, assessment: Assessment, choice: TierChoice, plan: LimitPlan, { assessments, inserter }: Run): Offer {
  if (!plan.values.has('cpus') && !plan.values.has('memory')) return { fixes: [], withheld: plan.withheld };
  const insertion = inserter.insert(assessment, plan);
  const refused = 'refused' in insertion ? insertion.refused : refusalOf(insertion, context, assessment, plan, assessments);
  const fixes = refused === null ? fixOf(insertion as LimitInsertion, assessment, choice, plan) : [];
  const isShared = refused !== null || ((insertion as LimitInsertion).anchors.length > 0 && (insertion as LimitInsertion).services.length > 1);
  const repetition = isShared ? inserter.repeat(assessment, plan) : null;
  if (repetition && 'edits' in repetition && refusalOf(repetition, context, assessment, plan, assessments) === null) {
    fixes.push(...fixOf(repetition, assessment, choice, plan));
  }
  const own = 'refused' in insertion ? null : insertion.ownRefusal;
  return { fixes, withheld: refused ?? own ?? plan.withheld };
}

/** Why the edits must not be made because of whom else they reach. */
function refusalOf({ services: reached }: LimitInsertion, { project }: ComposeContext<TierOptions>, assessment: Assessment, plan: LimitPlan, assessments: Assessments): string | null {
  const others = new Set(reached.slice(1));
  const memory = parseMemory(plan.values.get('memory'));
  for (const other of others.size === 0 ? [] : assessments.services) {
    if (!others.has(other.service.name)) continue;
    const refused = contradiction(other, assessment, plan, new Set(other.current.keys()));
    if (refused !== null) return refused;
    const its = other.role !== 'server' || memory === null || other.current.has('memory') ? null : assessments.choose(other).tier;
    if (its && memory !== null && (parseMemory(its.memory) ?? 0) > memory) {
      return `\`${other.service.name}\` takes its keys from the same place, and with its tier \`${its.name}\` it needs more memory.`;
    }
  }
  return contradictionElsewhere(project, reached);
}

function fixOf({ edits, anchors, services, repeats }: LimitInsertion, { service }: Assessment, choice: TierChoice, { values }: LimitPlan): Fix[] {
  if (edits.length === 0) return [];
  const [cpus, memory] = [values.has('cpus'), values.has('memory')];
  const what = cpus && memory ? 'CPU and memory limits' : cpus ? 'the CPU limit' : 'the memory limit';
  const others = services.filter((name) => name !== service.name);
  const place = repeats !== null ? `, in a \`deploy\` of its own that repeats \`&${repeats}\`` : anchors.length > 0 ? `, at ${anchors.map((name) => `\`&${name}\``).join(' and ')}` : '';
  const also = others.length === 0 ? '' : others.length <= 3 ? `, which also limits ${others.join(', ')}` : `, which also limits ${others.length} other services`;
  const title = `Add ${what} of the ${choice.tier.title} tier (${describeLimits(values)})${place}${also}`;
  return [{ kind: 'suggestion', title, edits }];
}

/** `1.0 CPU and 512M`, or in titles the same with what is missing left out. */
function describeLimits(values: ReadonlyMap<LimitKey, string>): string {
  const [cpus, memory] = [values.get('cpus'), values.get('memory')];
  return [cpus && `${cpus} CPU`, memory].filter(Boolean).join(', ');
}
