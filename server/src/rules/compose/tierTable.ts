import type { Confidence } from '../../core/engine/finding.ts';
import type { Span } from '../../core/text/span.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import { assessServices, planFor, type Assessment, type AssessmentInput, type Role, type TierChoice } from './assessment.ts';
import { LIMIT_KEYS } from './currentLimits.ts';
import { limitsInWords } from './limitTexts.ts';
import { LimitWish, weighWishes } from './limitWishes.ts';
import type { Tier, Tiers } from './tiers.ts';

export interface TierTableInput extends AssessmentInput {
  /**
   * Tiers that a person chose, by service; null for one to leave alone. A service that is not named gets what its comment, the settings or
   * the evidence says; names of tiers that there are not count as not given.
   */
  readonly chosen: ReadonlyMap<string, string | null>;
  /** False to leave memory out where the tier is a mere guess: too little of it kills a container. People who see the table can judge it (the default). */
  readonly guessesMemory?: boolean;
}

/** The services of one compose file, the tier of each, and all edits that add what is missing. */
export interface TierTable {
  /** Those that can be chosen, as the settings have them. */
  readonly tiers: readonly TierTitle[];
  /** One per service, in the order of the file. */
  readonly rows: readonly TierRow[];
  /** Disjoint, for the text of the compose model: they only add. Empty where nothing is missing or can be added. */
  readonly edits: readonly TextEdit[];
}

export interface TierTitle {
  readonly name: string;
  readonly title: string;
  /** `cpus 1.0, memory 512M (reserved: cpus 0.5, memory 256M)` */
  readonly values: string;
}

export interface TierRow {
  readonly service: string;
  /** Of its key. */
  readonly span: Span;
  /** Name of its tier; null where the service is left alone. */
  readonly tier: string | null;
  /** Who says so; null where the service is left alone. */
  readonly by: TierChoice['by'] | null;
  readonly confidence: Confidence;
  /** What speaks for the tier, or would, strongest first. */
  readonly evidence: readonly string[];
  /** Why it is left alone, as a sentence; null where it is not. */
  readonly leftAlone: string | null;
  /** Limits and reservations as the merged service has them; empty for none. */
  readonly before: string;
  /** The same after the edits; null where they change nothing of it. */
  readonly after: string | null;
  /** Why what is missing cannot be added, as a sentence. */
  readonly refusal: string | null;
  /** Anchors at which its edits happen; empty where its own text changes. */
  readonly anchors: readonly string[];
  /** The anchor whose `deploy` it repeats in one of its own; null where it does not. */
  readonly repeats: string | null;
  /** Services that get its values by the same edit. */
  readonly alsoChanges: readonly string[];
  /** The service whose edit it gets its values by; null where it needs no other. */
  readonly through: string | null;
  /** `leftAlone`, `refusal`, and whom the edits reach, in one text for people; null where there is nothing to say. */
  readonly note: string | null;
}

const LEFT_ALONE: Readonly<Record<Exclude<Role, 'server'>, string>> = {
  job: 'It does its work and ends, so limits would protect nobody.',
  elsewhere: 'This file only adds to it; limits belong where its image or build is said.',
  unreadable: 'It extends a service that cannot be read, which may set limits.',
};
const BY_CHOICE = 'It is left alone because you chose so.';
const UNREADABLE_FILE = 'The file has YAML errors, so it cannot be edited with certainty.';

/** What Apply CPU Tiers shows and does. Existing values never change: only what is missing is added. */
export function tierTable(input: TierTableInput): TierTable {
  const { compose, project, chosen } = input;
  const { tiers, services, choose } = assessServices(input);
  const drafts = services.map((assessment) => draftOf(assessment, choose(assessment), tiers, input));
  const wishes = drafts.flatMap(({ wish }) => wish ?? []);
  const untouchable = new Set([...chosen].flatMap(([name, tier]) => (tier === null ? [name] : [])));
  const edits = weighWishes(wishes, { compose, project, services: new Map(services.map((each) => [each.service.name, each])), untouchable });
  const reachedBy = new Map(wishes.flatMap((wish) => (wish.isGranted && !wish.giver ? wish.reached.map((name) => [name, wish] as const) : [])));
  return { tiers: [...tiers.values()].map(titleOf), rows: drafts.map((draft) => rowOf(draft, reachedBy)), edits };
}

function titleOf({ name, title, cpus, memory, reservedCpus, reservedMemory }: Tier): TierTitle {
  return { name, title, values: `cpus ${cpus}, memory ${memory} (reserved: cpus ${reservedCpus}, memory ${reservedMemory})` };
}

/** A row before the wishes of all services are weighed against each other. */
interface Draft {
  readonly assessment: Assessment;
  readonly choice: TierChoice;
  readonly leftAlone: string | null;
  readonly wish: LimitWish | null;
  /** Why something that is missing is not wished for. */
  readonly withheld: string | null;
}

function draftOf(assessment: Assessment, proposed: TierChoice, tiers: Tiers, { compose, chosen, guessesMemory = true }: TierTableInput): Draft {
  const { service, role, current, measureFirst } = assessment;
  const wanted = chosen.get(service.name);
  const own = typeof wanted === 'string' ? tiers.get(wanted) : undefined;
  const choice: TierChoice = own && own !== proposed.tier ? { tier: own, by: 'person', confidence: 'high', evidence: [] } : proposed;
  const isForced = own !== undefined && role !== 'unreadable';
  const leftAlone = wanted === null ? BY_CHOICE : role !== 'server' && !isForced ? LEFT_ALONE[role] : null;
  const draft = { assessment, choice, leftAlone, wish: null, withheld: null };
  if (leftAlone !== null || (current.has('cpus') && current.has('memory') && LIMIT_KEYS.every((key) => current.has(key)))) return draft;
  if (!compose.isTrustworthy) return { ...draft, withheld: UNREADABLE_FILE };
  const needsMeasure = measureFirst !== null && !current.has('memory') && own === undefined && choice.by === 'evidence';
  const withMemory = !needsMeasure && (guessesMemory || choice.confidence !== 'low');
  const plan = planFor(assessment, choice.tier, withMemory);
  const withheld = needsMeasure ? `How much memory ${measureFirst} needs depends on its load: measure it, or choose a tier to add its memory as well.` : plan.withheld;
  return { ...draft, withheld, wish: plan.values.size > 0 ? new LimitWish(assessment, plan) : null };
}

function rowOf({ assessment, choice, leftAlone, wish, withheld }: Draft, reachedBy: ReadonlyMap<string, LimitWish>): TierRow {
  const { service, current } = assessment;
  const giver = wish?.giver ?? (wish?.isGranted ? null : (reachedBy.get(service.name) ?? null));
  const added = giver ? giver.plan.values : wish?.isGranted ? wish.plan.values : null;
  const source = giver ?? wish;
  const refusal = added === null ? (wish?.refusal ?? withheld) : withheld;
  const alsoChanges = wish?.isGranted && !wish.giver ? wish.reached : [];
  const row = {
    service: service.name,
    span: service.keySpan,
    tier: leftAlone === null ? choice.tier.name : null,
    by: leftAlone === null ? choice.by : null,
    confidence: choice.confidence,
    evidence: choice.evidence,
    leftAlone,
    before: limitsInWords(current, new Map()),
    after: added === null ? null : limitsInWords(current, added),
    refusal,
    anchors: added === null ? [] : (source?.insertion?.anchors ?? []),
    repeats: added === null ? null : (source?.insertion?.repeats ?? null),
    alsoChanges,
    through: giver?.name ?? null,
  };
  return { ...row, note: noteOf(row) };
}

function noteOf({ leftAlone, refusal, anchors, repeats, alsoChanges, through }: Omit<TierRow, 'note'>): string | null {
  const sentences = [leftAlone, refusal];
  const place = anchors.map((name) => `\`&${name}\``).join(' and ');
  if (through !== null) sentences.push(place === '' ? `It gets them from \`${through}\`.` : `It gets them at ${place}.`);
  else if (place !== '') sentences.push(`They are added at ${place}.`);
  if (repeats !== null) sentences.push(`It gets a \`deploy\` of its own that repeats \`&${repeats}\`.`);
  if (alsoChanges.length > 0) sentences.push(`This also limits ${alsoChanges.length > 3 ? `${alsoChanges.length} other services` : alsoChanges.join(', ')}.`);
  return sentences.filter(Boolean).join(' ') || null;
}
