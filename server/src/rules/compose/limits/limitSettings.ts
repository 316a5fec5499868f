/** What a setting counts. */
export type Quantity = 'cpus' | 'bytes' | 'count';

/** Every setting of CPUs, memory and processes that these rules read, by its path within a service. */
export const QUANTITIES = {
  'cpus': 'cpus',
  'mem_limit': 'bytes',
  'mem_reservation': 'bytes',
  'memswap_limit': 'bytes',
  'pids_limit': 'count',
  'cpu_quota': 'count',
  'cpu_period': 'count',
  'deploy.resources.limits.cpus': 'cpus',
  'deploy.resources.limits.memory': 'bytes',
  'deploy.resources.limits.pids': 'count',
  'deploy.resources.reservations.cpus': 'cpus',
  'deploy.resources.reservations.memory': 'bytes',
} as const satisfies Readonly<Record<string, Quantity>>;

export type LimitSetting = keyof typeof QUANTITIES;

export const LIMIT_SETTINGS = Object.keys(QUANTITIES) as readonly LimitSetting[];

/** An older key with the one below `deploy.resources` that means the same. */
export interface Twins {
  readonly older: LimitSetting;
  readonly deploy: LimitSetting;
}

export const TWINS: readonly Twins[] = [
  { older: 'cpus', deploy: 'deploy.resources.limits.cpus' },
  { older: 'mem_limit', deploy: 'deploy.resources.limits.memory' },
  { older: 'pids_limit', deploy: 'deploy.resources.limits.pids' },
  { older: 'mem_reservation', deploy: 'deploy.resources.reservations.memory' },
];

/** Texts that hold none of these words set no limit: asked before anything is read. */
const ANY_LIMIT = /\b(?:cpus|memory|pids|pids_limit|mem_limit|mem_reservation|memswap_limit|mem_swappiness|cpu_quota|cpu_period|limits|reservations|resources)\b/;

export function mentionsLimits(text: string): boolean {
  return ANY_LIMIT.test(text);
}

export function pathOf(setting: LimitSetting): readonly string[] {
  return setting.split('.');
}
