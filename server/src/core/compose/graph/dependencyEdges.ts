import { UNKNOWN, type ProjectService } from '../project.ts';
import { dependenciesOf, type Condition } from '../settings/dependencies.ts';

/** Keys of a service that make it start after another. */
export type EdgeKey = 'depends_on' | 'network_mode' | 'ipc' | 'pid' | 'uts' | 'links' | 'volumes_from';

/** One service that starts after another. */
export interface DependencyEdge {
  /** Starts later. */
  readonly from: string;
  /** Starts first. */
  readonly to: string;
  readonly condition: Condition | typeof UNKNOWN;
  /** False where the other may be missing or fail: compose then only warns. */
  readonly required: boolean;
  /** True where a restart of the other restarts this one as well (`docker compose restart`, not a crash). */
  readonly restart: boolean;
  /** What says so; `depends_on` where that names it too. */
  readonly key: EdgeKey;
}

const NAMESPACES = ['network_mode', 'ipc', 'pid', 'uts'] as const;

/**
 * What a merged service starts after: `depends_on`, and what compose adds to it from other keys (compose-go `loader.Normalize`; compose 2.40
 * `config` prints them so). A service that `depends_on` names keeps what is said there. Each name occurs once.
 */
export function edgesOf(service: ProjectService): readonly DependencyEdge[] {
  const from = service.name;
  const edges = new Map<string, DependencyEdge>();
  for (const { service: to, condition, required } of dependenciesOf(service)) {
    const restart = service.get('depends_on', to, 'restart') === true;
    edges.set(to, { from, to, condition, required, restart, key: 'depends_on' });
  }
  const derive = (to: string, key: EdgeKey, restart: boolean): void => {
    if (to !== '' && !edges.has(to)) edges.set(to, { from, to, condition: 'service_started', required: true, restart, key });
  };
  for (const key of NAMESPACES) {
    const value = service.get(key);
    if (typeof value === 'string' && value.startsWith('service:')) derive(value.slice('service:'.length), key, true);
  }
  for (const link of textsOf(service.get('links'))) derive(link.split(':')[0]!, 'links', true);
  for (const volume of textsOf(service.get('volumes_from'))) {
    if (!volume.startsWith('container:')) derive(volume.split(':')[0]!, 'volumes_from', false);
  }
  return [...edges.values()];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Where the files of a project say so, as a path within the service. */
export function pathOfEdge({ key, to }: DependencyEdge): readonly string[] {
  return key === 'depends_on' ? ['depends_on', to] : [key];
}

/** True for a service that `docker compose up` starts without being told its name or a profile. */
export function startsByDefault(service: ProjectService): boolean {
  const profiles = service.get('profiles');
  return profiles === null || (Array.isArray(profiles) && profiles.length === 0);
}

/** True where compose starts nothing of a service and waits for none of its dependencies either: no replicas, or perhaps none; a provider's. */
export function isNeverAwaited(service: ProjectService): boolean {
  const counts = [service.get('scale'), service.get('deploy', 'replicas')];
  return counts.some((count) => count === UNKNOWN || count === 0 || count === '0') || service.get('provider') !== null;
}
