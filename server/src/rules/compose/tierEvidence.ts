import type { Confidence } from '../../core/engine/finding.ts';
import { parseMemory } from './memory.ts';
import { seenIn, type BuildFacts, type Evidence } from './serviceEvidence.ts';
import type { ServiceReading } from './serviceReading.ts';
import { commandText } from './serviceText.ts';
import { FALLBACK_TIER, type Tier, type Tiers } from './tiers.ts';

export interface TierGuess {
  readonly tier: Tier;
  readonly confidence: Confidence;
  /** What points to this tier, strongest first; empty where nothing does. */
  readonly evidence: readonly string[];
}

/** What else is known of a service. */
export interface ServiceFacts extends BuildFacts {
  /** Memory limit that is set already. */
  readonly memory: number | null;
}

/**
 * The tier that most of the evidence points to; where two are level, the one with more memory, which kills nothing. For
 * the same reason a mere guess is never below the tier of unknown services.
 */
export function guessTier(service: ServiceReading, facts: ServiceFacts, tiers: Tiers): TierGuess {
  const fallback = tiers.get(FALLBACK_TIER)!;
  const seen = seenIn(service, facts);
  const evidence = [...seen, ...memoryEvidence(facts.memory, tiers, seen.length > 0 ? null : fallback)].filter(({ tier }) => tiers.has(tier));
  const scores = scoresOf(evidence);
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || memoryOf(tiers, b[0]) - memoryOf(tiers, a[0]) || Number(b[0] === FALLBACK_TIER) - Number(a[0] === FALLBACK_TIER));
  const [best, second] = withoutWider(ranked, evidence);
  const certain = scoresOf(evidence.filter(({ isWeak }) => !isWeak)).get(best?.[0] ?? '') ?? 0;
  const confidence = isOpenEnded(commandText(service) || (facts.built?.start ?? '')) ? 'low' : confidenceOf(certain, second?.[1] ?? 0);
  const likely = tiers.get(best?.[0] ?? FALLBACK_TIER)!;
  const isTooLow = confidence === 'low' && facts.memory === null && memoryOf(tiers, likely.name) < memoryOf(tiers, FALLBACK_TIER);
  const tier = isTooLow ? fallback : likely;
  const texts = evidence.filter((each) => each.tier === tier.name).sort((a, b) => b.weight - a.weight).map(({ text }) => text);
  return { tier, confidence, evidence: texts.slice(0, 3) };
}

/** Each is an API, and mostly one of the kinds before it, too: a web framework or pandas speaks for all of them. */
const KINDS_OF_API: readonly string[] = [FALLBACK_TIER, 'data-api', 'ml', 'model-server'];
const ENOUGH = 3;

/** The ranking without what a narrower kind of API, for which something good speaks, is anyway; as it is where no API leads. */
function withoutWider(ranked: readonly (readonly [string, number])[], evidence: readonly Evidence[]): readonly (readonly [string, number])[] {
  const leads = ranked[0]?.[0] ?? '';
  const isGood = (kind: string) => evidence.some(({ tier, weight }) => tier === kind && weight >= ENOUGH);
  if ((leads === FALLBACK_TIER || leads === 'websocket') && isGood('websocket')) return ranked.filter(([tier]) => tier !== FALLBACK_TIER);
  const narrowest = KINDS_OF_API.findLastIndex(isGood);
  const wider = KINDS_OF_API.slice(0, Math.max(0, narrowest));
  return wider.includes(leads) || leads === KINDS_OF_API[narrowest] ? ranked.filter(([tier]) => !wider.includes(tier)) : ranked;
}

function scoresOf(evidence: readonly Evidence[]): Map<string, number> {
  const scores = new Map<string, number>();
  for (const { tier, weight } of evidence) scores.set(tier, (scores.get(tier) ?? 0) + weight);
  return scores;
}

/** What waits for somebody to work in it, and bundlers: both take what the work takes, whatever else speaks for a tier. */
const OPEN_ENDED = /\b(?:sleep (?:infinity|inf)|tail -[fF] \/dev\/null|vite|webpack|ng serve|react-scripts|(?:yarn|pnpm|npm run)[ :](?:watch|build))\b/;

function isOpenEnded(command: string): boolean {
  // A Celery worker forks a process for every CPU of the host, unless it is told how many (Celery's guide to workers, "Concurrency").
  const forks = /\bcelery\b/.test(command) && /\bworker\b/.test(command) && !/\s(?:-c|-P|--(?:concurrency|autoscale|pool))(?![\w-])/.test(command);
  return forks || OPEN_ENDED.test(command);
}

function confidenceOf(best: number, second: number): Confidence {
  if (best >= 6 && best - second >= 3) return 'high';
  return best >= 3 && best > second ? 'medium' : 'low';
}

function memoryOf(tiers: Tiers, name: string): number {
  return parseMemory(tiers.get(name)?.memory) ?? 0;
}

/**
 * A limit that equals a tier's was probably chosen with that kind of service in mind. Alone it is no reason for more than `most` gives, and it makes
 * no tier more certain: whoever limits the memory of a service that nobody knows would else hear of its CPUs in stronger words.
 */
function memoryEvidence(memory: number | null, tiers: Tiers, most: Tier | null): Evidence[] {
  if (memory === null || (most && memory > (parseMemory(most.memory) ?? 0))) return [];
  return [...tiers.values()]
    .filter((tier) => parseMemory(tier.memory) === memory)
    .map((tier) => ({ tier: tier.name, weight: 2, text: `its memory limit ${tier.memory}`, isWeak: true }));
}
