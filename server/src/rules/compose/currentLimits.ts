import type { ComposeService } from '../../core/compose/model.ts';

export const LIMIT_KEYS = ['cpus', 'memory', 'reservedCpus', 'reservedMemory'] as const;
export type LimitKey = (typeof LIMIT_KEYS)[number];

/** Where compose reads each limit; older keys count alike, and setting both to different values is an error. */
const PLACES: Readonly<Record<LimitKey, readonly (readonly string[])[]>> = {
  // A quota next to `cpus` is refused at start, and the others bind the container to CPUs as well.
  cpus: [['deploy', 'resources', 'limits', 'cpus'], ['cpus'], ['cpu_quota'], ['cpuset'], ['cpu_count'], ['cpu_percent']],
  memory: [['deploy', 'resources', 'limits', 'memory'], ['mem_limit'], ['memswap_limit']],
  reservedCpus: [['deploy', 'resources', 'reservations', 'cpus'], ['cpu_shares']],
  reservedMemory: [['deploy', 'resources', 'reservations', 'memory'], ['mem_reservation']],
};

export interface SetLimit {
  /** As written, a variable perhaps. */
  readonly value: unknown;
  readonly path: string;
}

/** Limits that a service has, whatever they say: `0` and variables are somebody's decision, too. */
export function currentLimits(service: ComposeService): ReadonlyMap<LimitKey, SetLimit> {
  const limits = new Map<LimitKey, SetLimit>();
  for (const key of LIMIT_KEYS) {
    for (const path of PLACES[key]) {
      const value = service.get(...path)?.data;
      if (value === null || value === undefined) continue;
      limits.set(key, { value, path: path.join('.') });
      break;
    }
  }
  return limits;
}

/** Under `deploy.resources`, or by the older keys of the service itself. */
export type KeyShape = 'deploy' | 'older' | 'both' | 'none';

const OLDER_KEYS = ['cpus', 'mem_limit', 'mem_reservation', 'pids_limit'] as const;

/**
 * Which keys a service sets its limits by. Compose refuses a file where the two shapes differ, and takes a key that is
 * missing under `deploy.resources.limits` for a different value as soon as that map is there (compose 2.40, tried).
 */
export function keyShape(service: ComposeService): KeyShape {
  const isOlder = OLDER_KEYS.some((key) => service.get(key) !== null);
  const isDeploy = ['limits', 'reservations'].some((group) => service.get('deploy', 'resources', group) !== null);
  if (isOlder) return isDeploy ? 'both' : 'older';
  return isDeploy ? 'deploy' : 'none';
}
