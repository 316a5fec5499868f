import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ComposeProject, type ProjectService } from '../../../core/compose/project.ts';
import { readPort, type PortRange, type PublishedPort } from '../../../core/compose/settings/ports.ts';

/** Ports of the host that one entry of `ports` takes for sure. */
export interface HostPorts {
  readonly service: string;
  /** Position among the entries of the merged service. */
  readonly index: number;
  readonly range: PortRange;
  readonly hostIp: string | null;
  readonly protocol: string;
}

/** How sure it is that two services run at the same time. */
export type Company =
  /** Neither has a profile. */
  | 'always'
  /** Some profile starts both. */
  | 'together'
  /** One starts always, the other with its profile. */
  | 'on-demand'
  /** No profile starts both. */
  | 'apart';

/** Ports of the host that a service takes; none for one that compose does not start or whose network is not its own. */
export function hostPortsOf(service: ProjectService): readonly HostPorts[] {
  const data = service.get('ports');
  if (!Array.isArray(data) || hasOtherNetwork(service) || scaleOf(service) === 0) return [];
  const seen = new Set<string>();
  return data.flatMap((entry, index) => {
    const port = readPort(entry);
    const range = port === UNKNOWN ? null : fixedRange(port);
    if (port === UNKNOWN || range === null) return [];
    // Compose keeps one of two entries that differ in nothing but that one spells out the address (compose-go, `portIndexer`).
    const key = JSON.stringify({ ...port, hostIp: port.hostIp ?? '0.0.0.0' });
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ service: service.name, index, range, hostIp: port.hostIp?.toLowerCase() ?? null, protocol: port.protocol }];
  });
}

/** Null where the engine chooses: any port, or any free one of a range that leads to one port. */
function fixedRange({ published, target }: PublishedPort): PortRange | null {
  if (published === null || published.end - published.start !== target.end - target.start) return null;
  return published;
}

/** True for a network of the host, of another container, or none: the engine publishes nothing there. */
function hasOtherNetwork(service: ProjectService): boolean {
  const mode = service.get('network_mode');
  return mode === UNKNOWN || (typeof mode === 'string' && /^(?:host$|none$|service:|container:)/.test(mode));
}

/** How many containers compose starts of a service; null where nobody can tell. */
export function scaleOf(service: ProjectService): number | null {
  const written = service.get('scale') ?? service.get('deploy', 'replicas') ?? 1;
  const count = typeof written === 'string' && /^\d{1,6}$/.test(written) ? Number(written) : written;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null;
}

export function companyOf(a: ProjectService, b: ProjectService): Company {
  const [left, right] = [profilesOf(a), profilesOf(b)];
  if (left === null || right === null) return 'apart';
  if (left.size === 0 || right.size === 0) return left.size === right.size ? 'always' : 'on-demand';
  return [...left].some((profile) => right.has(profile)) ? 'together' : 'apart';
}

function profilesOf(service: ProjectService): ReadonlySet<unknown> | null {
  const profiles = service.get('profiles');
  if (profiles === null) return new Set();
  return Array.isArray(profiles) && !profiles.includes(UNKNOWN) ? new Set(profiles) : null;
}

/**
 * Whether two addresses cannot both listen on one port: `same` for sure; `covered` where one is all interfaces and the other one of them, and
 * where they only meet in IPv6, on which the engine publishes nothing if neither the container's network has it nor a proxy passes it on.
 */
export function addressClash(a: string | null, b: string | null): 'same' | 'covered' | null {
  if (a === b) return a?.includes(':') ? 'covered' : 'same';
  const [left, right] = [familiesOf(a), familiesOf(b)];
  const shared = left.find(({ version }) => right.some((other) => other.version === version));
  const other = right.find(({ version }) => version === shared?.version);
  if (!shared || !other || (!shared.isAll && !other.isAll)) return null;
  return shared.isAll && other.isAll && shared.version === 4 ? 'same' : 'covered';
}

interface AddressFamily {
  readonly version: 4 | 6;
  readonly isAll: boolean;
}

function familiesOf(address: string | null): readonly AddressFamily[] {
  if (address === null) return [{ version: 4, isAll: true }, { version: 6, isAll: true }];
  return [address.includes(':') ? { version: 6, isAll: address === '::' } : { version: 4, isAll: address === '0.0.0.0' }];
}

const swarm = new WeakMap<ComposeProject, boolean>();

/** True where something in a project only means anything to Docker Swarm, whose published ports belong to no single container. */
export function isForSwarm(project: ComposeProject): boolean {
  let known = swarm.get(project);
  if (known === undefined) swarm.set(project, (known = hasSwarmKeys(project)));
  return known;
}

const SWARM_KEYS: readonly string[] = ['placement', 'update_config', 'rollback_config', 'endpoint_mode', 'mode'];

function hasSwarmKeys(project: ComposeProject): boolean {
  for (const service of project.services.values()) {
    const deploy = service.get('deploy');
    if (isPlainMap(deploy) && SWARM_KEYS.some((key) => deploy[key] !== undefined && deploy[key] !== null)) return true;
  }
  const networks = project.get('networks');
  return isPlainMap(networks) && Object.values(networks).some((network) => isPlainMap(network) && network['driver'] === 'overlay');
}
