import { append } from '../../../core/collections/multimap.ts';
import type { ComposeProject } from '../../../core/compose/project.ts';
import { dependenciesOf } from '../../../core/compose/settings/dependencies.ts';
import { addressClash, companyOf, hostPortsOf, type Company, type HostPorts } from './hostPorts.ts';

/** Two entries of `ports` that want the same port of the host. */
export interface PortConflict {
  /** Earlier in the project than `second`. */
  readonly first: HostPorts;
  readonly second: HostPorts;
  readonly port: number;
  readonly company: Exclude<Company, 'apart'>;
  /** False where one wants all interfaces and the other one of them: some hosts let them share. */
  readonly isSameAddress: boolean;
}

/** Ports that ranges of one project may unfold to: more is an attack. */
const MOST_PORTS = 200_000;

/** Holders of one port that a new one is compared with. */
const MOST_HOLDERS = 16;

const known = new WeakMap<ComposeProject, readonly PortConflict[]>();

/** Conflicts over ports of the host among all services of a project; for each entry the first one that it meets. */
export function portConflicts(project: ComposeProject): readonly PortConflict[] {
  let conflicts = known.get(project);
  if (!conflicts) known.set(project, (conflicts = findConflicts(project)));
  return conflicts;
}

function findConflicts(project: ComposeProject): readonly PortConflict[] {
  const holders = new Map<string, HostPorts[]>();
  const conflicts: PortConflict[] = [];
  let ports = 0;
  for (const service of project.services.values()) {
    for (const taken of hostPortsOf(service)) {
      let conflict: PortConflict | null = null;
      for (let port = taken.range.start; port <= taken.range.end && ++ports <= MOST_PORTS; port++) {
        const key = `${port}/${taken.protocol}`;
        const others = holders.get(key);
        conflict ??= others ? firstConflict(project, others, taken, port) : null;
        if ((others?.length ?? 0) < MOST_HOLDERS) append(holders, key, taken);
      }
      if (conflict) conflicts.push(conflict);
    }
  }
  return conflicts;
}

function firstConflict({ services }: ComposeProject, others: readonly HostPorts[], second: HostPorts, port: number): PortConflict | null {
  for (const first of others) {
    const clash = addressClash(first.hostIp, second.hostIp);
    if (!clash) continue;
    const [a, b] = [services.get(first.service)!, services.get(second.service)!];
    const company = companyOf(a, b);
    const isInTurn = a !== b && [[a, b], [b, a]].some(([later, job]) => dependenciesOf(later!).some(waitsForEnd(job!.name)));
    if (company !== 'apart' && !isInTurn) return { first, second, port, company, isSameAddress: clash === 'same' };
  }
  return null;
}

/** Whoever starts when the other has ended finds its ports free. */
function waitsForEnd(name: string): (dependency: ReturnType<typeof dependenciesOf>[number]) => boolean {
  return ({ service, condition }) => service === name && condition === 'service_completed_successfully';
}
