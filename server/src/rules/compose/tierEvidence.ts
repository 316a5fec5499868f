import type { Confidence } from '../../core/engine/finding.ts';
import type { BuildUse } from '../../core/engine/projectView.ts';
import { COMMAND_SIGNS, EMPTY_WORDS, IMAGE_SIGNS, PACKAGE_SIGNS, PORT_SIGNS, WORD_SIGNS, type Sign } from './evidenceTables.ts';
import { manifestsOf, type Manifest } from './manifests.ts';
import { parseMemory } from './memory.ts';
import type { ServiceReading } from './serviceReading.ts';
import { commandText, containerPorts, environmentOf, imageName } from './serviceText.ts';
import { FALLBACK_TIER, type Tier, type Tiers } from './tiers.ts';

/** Something seen in a service, and what it points to. */
interface Evidence extends Sign {
  /** For people: `port 5432`. */
  readonly text: string;
}

export interface TierGuess {
  readonly tier: Tier;
  readonly confidence: Confidence;
  /** What points to this tier, strongest first; empty where nothing does. */
  readonly evidence: readonly string[];
}

/** What else is known of a service. */
export interface ServiceFacts {
  readonly use: BuildUse | null;
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
  const scores = new Map<string, number>();
  for (const { tier, weight } of evidence) scores.set(tier, (scores.get(tier) ?? 0) + weight);
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || memoryOf(tiers, b[0]) - memoryOf(tiers, a[0]));
  const [best, second] = ranked;
  const confidence = confidenceOf(best?.[1] ?? 0, second?.[1] ?? 0);
  const likely = tiers.get(best?.[0] ?? FALLBACK_TIER)!;
  const isTooLow = confidence === 'low' && facts.memory === null && memoryOf(tiers, likely.name) < memoryOf(tiers, FALLBACK_TIER);
  const texts = evidence.filter((each) => each.tier === best?.[0]).sort((a, b) => b.weight - a.weight).map(({ text }) => text);
  return { tier: isTooLow ? fallback : likely, confidence, evidence: texts.slice(0, 3) };
}

function confidenceOf(best: number, second: number): Confidence {
  if (best >= 6 && best - second >= 3) return 'high';
  return best >= 3 && best > second ? 'medium' : 'low';
}

function memoryOf(tiers: Tiers, name: string): number {
  return parseMemory(tiers.get(name)?.memory) ?? 0;
}

function seenIn(service: ServiceReading, { use }: ServiceFacts): Evidence[] {
  const isBuilt = service.get('build') !== null;
  const names = nameEvidence(service, isBuilt);
  return [
    ...(isBuilt ? [] : imageEvidence(service, names)),
    ...names,
    ...strongestPort(containerPorts(service)),
    ...commandEvidence(commandText(service)),
    ...environmentEvidence(service),
    ...(isBuilt ? developmentEvidence(service) : []),
    ...(use ? packageEvidence(manifestsOf(use)) : []),
  ];
}

function imageEvidence(service: ServiceReading, names: readonly Evidence[]): Evidence[] {
  const name = imageName(service);
  if (name === null) return [];
  const known = IMAGE_SIGNS.get(name);
  if (known) return [{ ...known, text: `image ${name}` }];
  // Somebody's own image often has the name of its service, so its words are no second witness.
  const sign = wordSign(name);
  if (!sign || names.some(({ tier }) => tier === sign.tier)) return [];
  return [{ tier: sign.tier, weight: Math.min(2, sign.weight), text: `image ${name}` }];
}

function nameEvidence(service: ServiceReading, isBuilt: boolean): Evidence[] {
  const found: Evidence[] = [];
  const own = wordSign(service.name);
  // What models somebody else's image loads, nobody can tell by the name of the service.
  const most = !isBuilt && (own?.tier === 'ml' || own?.tier === 'model-server') ? 2 : 4;
  if (own) found.push({ tier: own.tier, weight: Math.min(most, own.weight), text: 'its name' });
  const container = service.get('container_name');
  const sign = typeof container === 'string' && container.length < 256 && container !== service.name ? wordSign(container) : null;
  if (sign && sign.tier !== own?.tier) found.push({ tier: sign.tier, weight: Math.min(1, sign.weight), text: `container name ${String(container)}` });
  return found;
}

/** The last word that says something counts in full, the one before it a little less: a `db-api` is an API. A WebSocket is one anywhere. */
function wordSign(name: string): Sign | null {
  if (/(?:^|[^a-z])(?:ws|websockets?)(?:[^a-z]|$)/i.test(name)) return { tier: 'websocket', weight: 3 };
  if (/(?:^|[-_])data[-_](?:api|service)\b/i.test(name)) return { tier: 'data-api', weight: 4 };
  const words = name.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
  const telling = words.map((word) => word.replace(/\d+$/, '') || word).filter((word) => !EMPTY_WORDS.has(word)).reverse();
  const [head, qualifier] = [telling[0], telling[1]];
  const sign = head === undefined ? undefined : WORD_SIGNS.get(head);
  if (sign) return sign;
  const weaker = qualifier === undefined ? undefined : WORD_SIGNS.get(qualifier);
  return weaker ? { tier: weaker.tier, weight: weaker.weight - 1 } : null;
}

function strongestPort(ports: readonly number[]): Evidence[] {
  const found = ports.flatMap((port) => {
    const sign = PORT_SIGNS.get(port);
    return sign ? [{ ...sign, text: `port ${port}` }] : [];
  });
  return found.sort((a, b) => b.weight - a.weight).slice(0, 1);
}

function commandEvidence(command: string): Evidence[] {
  for (const { pattern, sign } of COMMAND_SIGNS) {
    const match = pattern.exec(command);
    if (match) return [{ ...sign, text: `command ${match[0].slice(0, 30)}` }];
  }
  return [];
}

function environmentEvidence(service: ServiceReading): Evidence[] {
  const found: Evidence[] = [];
  const java = environmentOf(service).find(([name]) => /^(?:\w+_)?JAVA_(?:TOOL_)?OPT(?:ION)?S$/.test(name));
  if (java) found.push({ tier: 'heavy', weight: 4, text: java[0] });
  const devices = service.get('deploy', 'resources', 'reservations', 'devices');
  if (Array.isArray(devices) || service.get('gpus') !== null || service.get('runtime') === 'nvidia') {
    found.push({ tier: 'ml', weight: 2, text: 'a reserved GPU' });
  }
  return found;
}

/** A development server compiles in memory, so even a front end is then no lightweight service. */
function developmentEvidence(service: ServiceReading): Evidence[] {
  const target = service.get('build', 'target');
  if (typeof target === 'string' && /^dev/i.test(target)) return [{ tier: 'api', weight: 2, text: `target ${target}` }];
  const volumes = service.get('volumes');
  const mounts = Array.isArray(volumes) ? volumes.filter((volume) => typeof volume === 'string' && /^\.[^:]*:\/(?:app|code|src|usr\/src|workspace|project)\b/.test(volume)) : [];
  return mounts.length > 0 ? [{ tier: 'api', weight: 2, text: 'its mounted source' }] : [];
}

/** One piece of evidence per tier, with the packages that speak for it. */
function packageEvidence(manifests: readonly Manifest[]): Evidence[] {
  const byTier = new Map<string, { weight: number; names: string[]; path: string }>();
  for (const { path, packages } of manifests) {
    for (const name of packages) {
      const sign = PACKAGE_SIGNS.get(name);
      if (!sign) continue;
      const known = byTier.get(sign.tier) ?? { weight: 0, names: [], path };
      if (!known.names.includes(name)) known.names.push(name);
      byTier.set(sign.tier, { ...known, weight: Math.max(known.weight, sign.weight) });
    }
  }
  return [...byTier].map(([tier, { weight, names, path }]) => ({ tier, weight, text: `${names.slice(0, 3).join(', ')} in ${path}` }));
}

/**
 * A limit that equals a tier's was probably chosen with that kind of service in mind. Alone it is no reason for more than
 * `most` gives.
 */
function memoryEvidence(memory: number | null, tiers: Tiers, most: Tier | null): Evidence[] {
  if (memory === null || (most && memory > (parseMemory(most.memory) ?? 0))) return [];
  return [...tiers.values()]
    .filter((tier) => parseMemory(tier.memory) === memory)
    .map((tier) => ({ tier: tier.name, weight: 2, text: `its memory limit ${tier.memory}` }));
}
