import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { isMergeKey } from '../../../core/compose/nodes.ts';
import { scalarText } from '../serviceText.ts';
import { limitsOf } from './effectiveLimits.ts';
import { pathOf, TWINS, type LimitSetting } from './limitSettings.ts';
import { isDecidedHere, writtenText, type Subject } from './places.ts';

export type IneffectiveId = 'zero' | 'besideTwin' | 'swap' | 'swappiness' | 'fraction' | 'reservedCpus';

/** Settings of a service that compose accepts and that change nothing. */
export interface Ineffective {
  readonly id: IneffectiveId;
  /** Paths of the checked file, the one to underline first. */
  readonly paths: readonly (readonly string[])[];
  /** The setting that counts instead. */
  readonly instead: LimitSetting | null;
}

const LIMITS: readonly LimitSetting[] = [
  'deploy.resources.limits.cpus', 'cpus', 'deploy.resources.limits.memory', 'mem_limit', 'deploy.resources.limits.pids', 'pids_limit',
];

/** Keys that bind a container to CPUs in other ways. */
const OTHER_CPU_LIMITS: readonly string[] = ['cpu_quota', 'cpuset', 'cpu_count', 'cpu_percent'];

const SWAPPINESS: readonly string[] = ['mem_swappiness'];
const SWAP: readonly string[] = ['memswap_limit'];

/** What does nothing in one project that the service is part of. */
export function ineffectiveIn(subject: Subject): readonly Ineffective[] {
  return [...zeros(subject), ...ignoredZeros(subject), ...fractions(subject), ...reservedCpus(subject)];
}

/** Zero is "no limit" to compose: `config` leaves it out. */
function zeros(subject: Subject): readonly Ineffective[] {
  const limits = limitsOf(subject.merged);
  const found: Ineffective[] = [];
  const alone: (readonly string[])[] = [];
  for (const setting of LIMITS) {
    const path = pathOf(setting);
    if (!isZero(subject.merged.get(...path)) || !isSaidOnce(subject, path)) continue;
    if (setting.endsWith('cpus') && OTHER_CPU_LIMITS.some((key) => subject.merged.get(key) !== null)) continue;
    const twins = TWINS.find(({ older, deploy }) => older === setting || deploy === setting)!;
    const other = twins.older === setting ? twins.deploy : twins.older;
    const amount = limits.amount(other);
    if (amount.kind === 'none') alone.push(path);
    // A zero below `deploy` beside an older key that has a value is refused by compose.
    else if (amount.kind === 'value' && other === twins.deploy) found.push({ id: 'besideTwin', paths: [path], instead: other });
  }
  if (alone.length > 0) found.push({ id: 'zero', paths: alone, instead: null });
  return found;
}

/** Compose 2.40 hands neither of the two to the engine when it is zero (`config` leaves them out), so the engine's defaults count. */
function ignoredZeros(subject: Subject): readonly Ineffective[] {
  const found: Ineffective[] = [];
  const limit = limitsOf(subject.merged).effective('mem_limit');
  if (limit && isZero(subject.merged.get(...SWAP)) && isSaidOnce(subject, SWAP)) found.push({ id: 'swap', paths: [SWAP], instead: limit.setting });
  if (isZero(subject.merged.get(...SWAPPINESS)) && isSaidOnce(subject, SWAPPINESS)) found.push({ id: 'swappiness', paths: [SWAPPINESS], instead: null });
  return found;
}

const BYTE_KEYS: readonly LimitSetting[] = ['mem_limit', 'mem_reservation', 'memswap_limit'];

/** A YAML number with a point or an exponent: compose 2.40 takes it for no limit at all, where the same as text counts. */
function fractions(subject: Subject): readonly Ineffective[] {
  return BYTE_KEYS.flatMap((setting): Ineffective[] => {
    const path = pathOf(setting);
    const node = isDecidedHere(subject, path) ? subject.compose.resolve(subject.service.get(...path)?.node ?? null) : null;
    if (!isScalar(node) || node.type !== 'PLAIN' || typeof node.value !== 'number' || node.value === 0) return [];
    return /^[+-]?[\d_]*\.?[\d_]*(?:e[+-]?\d+)?$/i.test(node.source ?? '') && /[.e]/i.test(node.source ?? '') ? [{ id: 'fraction', paths: [path], instead: null }] : [];
  });
}

function reservedCpus(subject: Subject): readonly Ineffective[] {
  const path = pathOf('deploy.resources.reservations.cpus');
  const isThere = limitsOf(subject.merged).amount('deploy.resources.reservations.cpus').kind === 'value';
  return isThere && isDecidedHere(subject, path) && subject.service.get(...path) ? [{ id: 'reservedCpus', paths: [path], instead: null }] : [];
}

/** True for what compose reads as zero: `0`, `'0'`, `0m`, `0.0`. */
function isZero(value: unknown): boolean {
  return /^0+(?:\.0*)?(?:b|[kmgtp](?:i?b)?)?$/i.test(scalarText(value));
}

/**
 * True where only this text says anything of a path: a zero above another value takes that one back on purpose. What a service
 * says itself beside a parent or a merge key may be meant so, too.
 */
function isSaidOnce(subject: Subject, path: readonly string[]): boolean {
  const { service, merged } = subject;
  const value = service.get(...path);
  // A variable is there to be set.
  if (writtenText(subject, path).includes('$')) return false;
  if (!value || !isDecidedHere(subject, path) || merged.hasUnknownParent || merged.filesWith(...path).length > 1) return false;
  return value.origin !== 'own' || (service.layersOf(path[0]!).length === 1 && !isMergedToo(subject, path[0]!));
}

/** True where an anchor that the service merges has the key as well: its own then takes that back. */
function isMergedToo({ compose, service: { map } }: Subject, key: string): boolean {
  const sources = (map?.items ?? []).flatMap((pair) => (isMergeKey(pair.key) ? [compose.resolve(pair.value as Node | null)] : []));
  const maps = sources.flatMap((source) => (isSeq(source) ? source.items.map((item) => compose.resolve(item as Node | null)) : [source]));
  return maps.some((source) => isMap(source) && compose.entries(source).has(key));
}
