import type { WantedMap } from '../../core/compose/renderYaml.ts';
import type { CurrentLimits, KeyShape, LimitKey, SetLimit } from './currentLimits.ts';
import type { DeclaredMemory } from './declaredMemory.ts';
import { formatCpus, formatMemory, MEMORY_FLOOR, MIB, parseCpus, parseMemory, roundUpMemory } from './memory.ts';
import type { Tier } from './tiers.ts';

/** Values to add; keys that are set, or cannot be added with certainty, are absent. */
export interface LimitPlan {
  readonly values: ReadonlyMap<LimitKey, string>;
  /** One sentence, where a missing limit cannot be added. */
  readonly withheld: string | null;
}

/**
 * What to add of a tier to limits that are there, so that `up` still works: the engine refuses a memory reservation
 * above the limit. A heap that the service asks for raises its limit.
 */
export function planLimits(tier: Tier, current: CurrentLimits, declared: DeclaredMemory | null): LimitPlan {
  const values = new Map<LimitKey, string>();
  planCpus(values, tier, current);
  const withheld = planMemory(values, tier, current, declared);
  return { values, withheld };
}

/** A number of CPUs, not a quota or a weight. */
function isCpus({ path }: SetLimit): boolean {
  return path[path.length - 1] === 'cpus';
}

function planCpus(values: Map<LimitKey, string>, tier: Tier, current: CurrentLimits): void {
  const reserved = current.get('reservedCpus');
  const limit = current.get('cpus');
  if (!limit) {
    const least = reserved && isCpus(reserved) ? (parseCpus(reserved.value) ?? 0) : 0;
    values.set('cpus', least > Number(tier.cpus) ? formatCpus(least) : tier.cpus);
  }
  const bound = limit ? (isCpus(limit) ? parseCpus(limit.value) : null) : Number(values.get('cpus'));
  if (!reserved && bound !== null && Number(tier.reservedCpus) <= bound) values.set('reservedCpus', tier.reservedCpus);
}

function planMemory(
  values: Map<LimitKey, string>,
  tier: Tier,
  current: CurrentLimits,
  declared: DeclaredMemory | null,
): string | null {
  const limit = current.get('memory');
  const reservation = current.get('reservedMemory');
  let bound = limit && limit.path[0] !== 'memswap_limit' ? parseMemory(limit.value) : null;
  if (!limit) {
    const reserved = reservation ? parseMemory(reservation.value) : 0;
    if (reserved === null) return 'A variable says the memory reservation, which may be above the limit to add: then the container would not start.';
    const tierMemory = parseMemory(tier.memory) ?? 0;
    bound = Math.max(tierMemory, roundUpMemory(reserved * 2 > tierMemory ? reserved * 2 : 0), roundUpMemory((declared?.bytes ?? 0) * 1.5));
    values.set('memory', bound === tierMemory ? tier.memory : formatMemory(bound));
  }
  if (!reservation && bound !== null) {
    const wished = parseMemory(tier.reservedMemory) ?? 0;
    const half = Math.floor(bound / 2 / MIB) * MIB;
    const reserved = Math.min(wished, half);
    if (reserved >= MEMORY_FLOOR) values.set('reservedMemory', reserved === wished ? tier.reservedMemory : formatMemory(reserved));
  }
  return null;
}

/** The plan without memory: what is only a guess may slow a service down, but must not kill it. */
export function withoutMemory({ values, withheld }: LimitPlan): LimitPlan {
  return { values: new Map([...values].filter(([key]) => key === 'cpus' || key === 'reservedCpus')), withheld };
}

/** The plan in the shape that the service has: the older keys know no reservation of CPUs. */
export function inShape({ values, withheld }: LimitPlan, shape: KeyShape): LimitPlan {
  return { values: shape === 'older' ? new Map([...values].filter(([key]) => key !== 'reservedCpus')) : values, withheld };
}

/** The plan as keys of a service. */
export function planAsKeys({ values }: LimitPlan, shape: KeyShape): WantedMap {
  if (shape === 'older') {
    return { ...pick('cpus', values.get('cpus')), ...pick('mem_limit', values.get('memory')), ...pick('mem_reservation', values.get('reservedMemory')) };
  }
  const limits = { ...pick('cpus', values.get('cpus')), ...pick('memory', values.get('memory')) };
  const reservations = { ...pick('cpus', values.get('reservedCpus')), ...pick('memory', values.get('reservedMemory')) };
  return { deploy: { resources: { ...pick('limits', limits), ...pick('reservations', reservations) } } };
}

function pick<Value extends string | WantedMap>(key: string, value: Value | undefined): Record<string, Value> {
  return value === undefined || (typeof value === 'object' && Object.keys(value).length === 0) ? {} : { [key]: value };
}
