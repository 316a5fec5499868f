import { UNKNOWN, type ComposeProject, type ProjectService } from '../../../core/compose/project.ts';
import { awaitedJobs, isJob } from '../jobs.ts';
import { limitsOf, type Effective } from './effectiveLimits.ts';

/** What is added up: memory and CPUs that services may take, and memory that is promised to them. */
export const RESOURCES = ['memory', 'reserved', 'cpus'] as const;
export type Resource = (typeof RESOURCES)[number];

const OLDER_KEYS = { memory: 'mem_limit', reserved: 'mem_reservation', cpus: 'cpus' } as const;

/** What all containers of a service take together. */
export interface Load {
  readonly service: ProjectService;
  readonly replicas: number;
  readonly effective: Effective;
  /** `effective.value` times `replicas`. */
  readonly total: number;
}

/** Services that start together, with what they add up to. */
export interface LoadGroup {
  /** The profile that has to be asked for; null for what starts always. */
  readonly profile: string | null;
  /** How many services run in it, those without limits included. */
  readonly services: number;
  readonly loads: Readonly<Record<Resource, readonly Load[]>>;
  readonly sums: Readonly<Record<Resource, number>>;
  /** True where some value cannot be told: the sums are then the least. */
  readonly isOpen: boolean;
}

/** More profiles than any project has. */
const MOST_PROFILES = 50;

const known = new WeakMap<ComposeProject, readonly LoadGroup[]>();

/**
 * The services of a project that run together: those that start always, and for each profile these with its own. Jobs end, so they
 * are left out.
 */
export function loadGroups(project: ComposeProject): readonly LoadGroup[] {
  const before = known.get(project);
  if (before) return before;
  const awaited = awaitedJobs([project]);
  const running = [...project.services.values()].filter((service) => !isJob(service, awaited));
  const byProfile = new Map<string | null, ProjectService[]>([[null, []]]);
  for (const service of running) {
    for (const profile of profilesOf(service)) {
      const group = byProfile.get(profile);
      if (group) group.push(service);
      else if (byProfile.size <= MOST_PROFILES) byProfile.set(profile, [service]);
    }
  }
  const always = groupOf(null, byProfile.get(null)!, project.isComplete);
  const groups = [...byProfile].map(([profile, services]) => (profile === null ? always : joined(always, groupOf(profile, services, project.isComplete))));
  known.set(project, groups);
  return groups;
}

/** Null for a service that starts always; nothing for one whose profiles cannot be told. */
function profilesOf(service: ProjectService): readonly (string | null)[] {
  const profiles = service.get('profiles');
  if (profiles === null || (Array.isArray(profiles) && profiles.length === 0)) return [null];
  return Array.isArray(profiles) ? [...new Set(profiles.filter((profile): profile is string => typeof profile === 'string'))] : [];
}

function groupOf(profile: string | null, services: readonly ProjectService[], isComplete: boolean): LoadGroup {
  const loads: Record<Resource, Load[]> = { memory: [], reserved: [], cpus: [] };
  const sums: Record<Resource, number> = { memory: 0, reserved: 0, cpus: 0 };
  let isOpen = !isComplete;
  for (const service of services) {
    const replicas = replicasOf(service);
    isOpen ||= service.hasUnknownParent || replicas === null;
    for (const resource of RESOURCES) {
      const effective = limitsOf(service).effective(OLDER_KEYS[resource]);
      if (effective === undefined) isOpen = true;
      if (!effective || effective.value <= 0) continue;
      const total = effective.value * (replicas ?? 1);
      loads[resource].push({ service, replicas: replicas ?? 1, effective, total });
      sums[resource] += total;
    }
  }
  return { profile, services: services.length, loads, sums, isOpen };
}

function joined(always: LoadGroup, { profile, services, loads, sums, isOpen }: LoadGroup): LoadGroup {
  const both = <Value>(pick: (resource: Resource) => Value): Record<Resource, Value> => ({ memory: pick('memory'), reserved: pick('reserved'), cpus: pick('cpus') });
  return {
    profile,
    services: always.services + services,
    loads: both((resource) => [...always.loads[resource], ...loads[resource]]),
    sums: both((resource) => always.sums[resource] + sums[resource]),
    isOpen: always.isOpen || isOpen,
  };
}

/** How many containers of a service run on this host; null where a variable decides. */
function replicasOf(service: ProjectService): number | null {
  if (service.get('deploy', 'mode') === 'global') return 1;
  const value = service.get('scale') ?? service.get('deploy', 'replicas');
  if (value === null) return 1;
  const count = value === UNKNOWN ? Number.NaN : Number(value);
  return Number.isInteger(count) && count >= 0 ? count : null;
}
