import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { Severity } from '../../../core/engine/finding.ts';
import { formatCpus, MEMORY_FLOOR } from '../memory.ts';
import type { Flaw } from './amount.ts';
import type { Effective, EffectiveLimits } from './effectiveLimits.ts';
import { LIMIT_SETTINGS, TWINS, type LimitSetting } from './limitSettings.ts';

export type ConflictId =
  | 'distinct' | 'missingTwin' | 'unreadable' | 'reservationAboveLimit' | 'negativeCpus' | 'tooFewCpus' | 'moreCpusThanHost'
  | 'tooLittleMemory' | 'negativeMemory' | 'cpusBesideQuota' | 'swapBelowMemory' | 'swapWithoutMemory' | 'outOfRange';

/** Settings of one service that cannot be loaded, or that no container starts with. */
export interface Conflict {
  readonly id: ConflictId;
  /** The setting to underline. */
  readonly setting: LimitSetting;
  /** The one that it contradicts; null for a value that is wrong on its own. */
  readonly other: LimitSetting | null;
  /** The path of a map that has to be there for it, where nothing of its keys is at fault but that one is missing. */
  readonly group?: readonly string[];
  /** True where it rests on something that is not set: another project may set it. */
  readonly restsOnAbsence: boolean;
  readonly severity: Severity;
  readonly flaw?: Flaw;
  /** For `outOfRange`: what the engine takes. */
  readonly range?: string;
}

/** The least that the kernel's CFS scheduler can give: 1 ms of 100 ms. */
const FEWEST_CPUS = 0.01;

/** Everything that is wrong with the limits of a merged service; `hostCpus` null where nobody says how many CPUs there are. */
export function conflictsOf(limits: EffectiveLimits, hostCpus: number | null): readonly Conflict[] {
  const unreadable = LIMIT_SETTINGS.flatMap((setting) => unreadableIn(limits, setting));
  // What compose does not load never gets to the engine.
  const unloadable = [...unreadable, ...TWINS.flatMap((twins) => distinctIn(limits, twins))];
  if (unloadable.length > 0) return unloadable;
  return [...memoryConflicts(limits), ...swapConflicts(limits), ...cpuConflicts(limits, hostCpus), ...schedulerConflicts(limits)];
}

function conflict(id: ConflictId, setting: LimitSetting, more: Partial<Conflict> = {}): Conflict {
  return { id, setting, other: null, restsOnAbsence: false, severity: 'error', ...more };
}

function unreadableIn(limits: EffectiveLimits, setting: LimitSetting): readonly Conflict[] {
  const amount = limits.amount(setting);
  return amount.kind === 'refused' ? [conflict('unreadable', setting, { flaw: amount.flaw })] : [];
}

/**
 * Compose compares an older key that is not zero with its twin as soon as the map around that is there: a twin that is not set is another
 * value (compose-go, `checkConsistency`). CPUs are compared as 32-bit numbers.
 */
function distinctIn(limits: EffectiveLimits, { older, deploy }: (typeof TWINS)[number]): readonly Conflict[] {
  const [left, right] = [limits.value(older), limits.value(deploy)];
  if (left === null || left === undefined || right === undefined) return [];
  const group = deploy.split('.').slice(0, -1);
  if (right !== null) return Math.fround(left) === Math.fround(right) ? [] : [conflict('distinct', deploy, { other: older })];
  if (!isPlainMap(limits.service.get(...group))) return [];
  const isZero = limits.service.get(...deploy.split('.')) !== null;
  return isZero ? [conflict('distinct', deploy, { other: older })] : [conflict('missingTwin', older, { group, restsOnAbsence: true })];
}

/** Checks of the engine before it makes a container (moby, `verifyPlatformContainerResources`). */
function memoryConflicts(limits: EffectiveLimits): readonly Conflict[] {
  const [limit, reservation] = [limits.effective('mem_limit'), limits.effective('mem_reservation')];
  const small = [limit, reservation].flatMap((one) => (one ? smallMemory(one) : []));
  if (small.length > 0 || !limit || !reservation || limit.value >= reservation.value) return small;
  return [conflict('reservationAboveLimit', reservation.setting, { other: limit.setting })];
}

function smallMemory({ setting, value }: Effective): readonly Conflict[] {
  if (value >= MEMORY_FLOOR) return [];
  if (value > 0) return [conflict('tooLittleMemory', setting)];
  // The engine takes a negative reservation for none.
  return setting === 'mem_limit' ? [conflict('negativeMemory', setting)] : [];
}

function swapConflicts(limits: EffectiveLimits): readonly Conflict[] {
  const [limit, swap] = [limits.effective('mem_limit'), limits.value('memswap_limit')];
  if (!swap || swap < 0 || limit === undefined) return [];
  if (limit === null) return [conflict('swapWithoutMemory', 'memswap_limit', { restsOnAbsence: true })];
  // A kernel that does not count swap makes the engine drop the value instead.
  return swap < limit.value ? [conflict('swapBelowMemory', 'memswap_limit', { other: limit.setting, severity: 'warning' })] : [];
}

function cpuConflicts(limits: EffectiveLimits, hostCpus: number | null): readonly Conflict[] {
  const cpus = limits.effective('cpus');
  if (!cpus) return [];
  if (cpus.value < 0) return [conflict('negativeCpus', cpus.setting)];
  const quota = (['cpu_quota', 'cpu_period'] as const).find((setting) => (limits.value(setting) ?? 0) > 0);
  if (quota !== undefined) return [conflict('cpusBesideQuota', quota, { other: cpus.setting })];
  if (cpus.value < FEWEST_CPUS) return [conflict('tooFewCpus', cpus.setting)];
  return hostCpus !== null && cpus.value > hostCpus ? [conflict('moreCpusThanHost', cpus.setting)] : [];
}

/** Microseconds; a negative quota is none. */
function schedulerConflicts(limits: EffectiveLimits): readonly Conflict[] {
  const [quota, period] = [limits.value('cpu_quota') ?? 0, limits.value('cpu_period') ?? 0];
  return [
    ...(quota > 0 && quota < 1_000 ? [conflict('outOfRange', 'cpu_quota', { range: '1000 microseconds or more' })] : []),
    ...(period !== 0 && (period < 1_000 || period > 1_000_000) ? [conflict('outOfRange', 'cpu_period', { range: '1000 to 1000000 microseconds' })] : []),
  ];
}

/** `cpus` as messages say it. */
export function hostText(cpus: number): string {
  return `${formatCpus(cpus)} ${cpus === 1 ? 'CPU' : 'CPUs'}`;
}
