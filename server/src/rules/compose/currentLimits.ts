import type { ComposeService } from '../../core/compose/model.ts';
import { UNKNOWN, type ProjectService } from '../../core/compose/project.ts';
import { parseCpus, parseMemory } from './memory.ts';

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
  /**
   * Of several projects the value that binds most; `UNKNOWN` where a variable decides, also where it has a default: who starts the project
   * may set it, and what is added beside it must hold then, too.
   */
  readonly value: unknown;
  /** The same for people, variables as the file writes them. */
  readonly text: string;
  readonly path: readonly string[];
}

export type CurrentLimits = ReadonlyMap<LimitKey, SetLimit>;

/**
 * Limits that a service has in any of the projects, whatever they say: `0` and variables are somebody's decision, too.
 * @param merged the service in each project, which may be of a moment ago
 * @param own the service as the checked text alone says it
 */
export function currentLimits(service: ComposeService, merged: readonly ProjectService[], own: ProjectService): CurrentLimits {
  const limits = new Map<LimitKey, SetLimit>();
  const all = merged.includes(own) ? merged : [...merged, own];
  for (const key of LIMIT_KEYS) {
    const found = all.flatMap((each) => limitOf(each, key) ?? []);
    if (found.length > 0) limits.set(key, withText(strictest(key, found), service));
  }
  return limits;
}

interface PlacedValue {
  readonly value: unknown;
  readonly path: readonly string[];
}

function limitOf(service: ProjectService, key: LimitKey): PlacedValue | null {
  for (const path of PLACES[key]) {
    const value = service.get(...path);
    if (value !== null && value !== undefined) return { value, path };
  }
  return null;
}

/** The lowest limit or the highest reservation; what nobody can compare comes first. */
function strictest(key: LimitKey, found: readonly PlacedValue[]): PlacedValue {
  if (found.length === 1) return found[0]!;
  const parse = key === 'cpus' || key === 'reservedCpus' ? parseCpus : parseMemory;
  const sign = key === 'cpus' || key === 'memory' ? 1 : -1;
  const amount = ({ value }: PlacedValue): number => (parse(value) ?? Number.NEGATIVE_INFINITY * sign) * sign;
  return [...found].sort((a, b) => amount(a) - amount(b) || 0)[0]!;
}

function withText({ value, path }: PlacedValue, service: ComposeService): SetLimit {
  const written = service.get(...path)?.data;
  const isVariable = typeof written === 'string' && written.includes('$');
  const said = isVariable ? written : value;
  const text = typeof said === 'string' || typeof said === 'number' ? String(said).slice(0, 60) : 'a variable';
  return { value: isVariable ? UNKNOWN : value, text, path };
}

/** Under `deploy.resources`, or by the older keys of the service itself. */
export type KeyShape = 'deploy' | 'older' | 'both' | 'none';

const OLDER_KEYS = ['cpus', 'mem_limit', 'mem_reservation', 'pids_limit'] as const;

/**
 * Which keys a service sets its limits by. Compose refuses a file where the two shapes differ, and takes a key that is
 * missing under `deploy.resources.limits` for a different value as soon as that map is there (compose 2.40, tried).
 */
export function keyShape(merged: readonly ProjectService[]): KeyShape {
  const isOlder = merged.some((service) => OLDER_KEYS.some((key) => isSet(service.get(key))));
  const isDeploy = merged.some((service) => ['limits', 'reservations'].some((group) => isSet(service.get('deploy', 'resources', group))));
  if (isOlder) return isDeploy ? 'both' : 'older';
  return isDeploy ? 'deploy' : 'none';
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
