import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { publishedPorts, type PublishedPort } from '../../../core/compose/settings/ports.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { healthOf } from '../health/imageHealth.ts';
import { ownedVolume } from './evidence.ts';

export type BlockerId = 'container_name' | 'ports' | 'network_mode' | 'volumes' | 'healthcheck' | 'stop_grace_period';

/** Why a second container cannot run beside the first, or why the change from one to the other is felt. */
export interface Blocker {
  readonly id: BlockerId;
  /** For people, as one of several reasons. */
  readonly text: string;
  /** The name, the port, the volume. */
  readonly subject: string;
}

/** With these a rollout fails or spoils data; with the others it drops requests. */
const HARD: ReadonlySet<BlockerId> = new Set(['container_name', 'ports', 'network_mode', 'volumes']);

export function isHard({ id }: Blocker): boolean {
  return HARD.has(id);
}

/** What stands in the way in each of the projects that a service is merged in, worst first. */
export function blockersOf(merged: readonly ProjectService[], view: ProjectView | null): readonly Blocker[] {
  const all = merged.map((service) => blockersIn(service, view));
  const [first = [], ...others] = all;
  return first.filter(({ id }) => others.every((blockers) => blockers.some((blocker) => blocker.id === id)));
}

function blockersIn(service: ProjectService, view: ProjectView | null): readonly Blocker[] {
  const found: Blocker[] = [];
  const add = (id: BlockerId, subject: string, text: string): void => void found.push({ id, subject, text });
  const name = service.get('container_name');
  if (typeof name === 'string' && name !== '') add('container_name', name, `\`container_name: ${name}\` can belong to one container only`);
  if (service.get('network_mode') === 'host') add('network_mode', 'host', 'both would listen on the same ports of the host network');
  const port = publishedPorts(service).find(isFixed);
  if (port && port !== UNKNOWN) add('ports', String(port.published!.start), `host port ${port.published!.start} can be bound once only`);
  const volume = ownedVolume(service);
  if (volume !== null) add('volumes', volume, `both would write to the volume \`${volume}\``);
  const health = healthOf(service, view);
  if (health === 'none' || health === 'disabled') add('healthcheck', health, 'without a health check nobody can tell when the new container is ready');
  if (service.get('stop_grace_period') === null && !service.hasUnknownParent) {
    add('stop_grace_period', '10s', 'without `stop_grace_period` requests that take longer than 10 s are cut off');
  }
  return found;
}

/** As many host ports as container ports: the next container finds them taken. A longer range leaves it one. */
function isFixed(port: PublishedPort | typeof UNKNOWN): boolean {
  if (port === UNKNOWN || port.published === null) return false;
  return port.published.end - port.published.start === port.target.end - port.target.start;
}
