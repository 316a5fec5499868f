import { repeatShared } from '../../core/compose/edits/repeatShared.ts';
import { insertAtAnchors, insertIntoService, type Insertion, type Refusal } from '../../core/compose/insertKeys.ts';
import type { ComposeModel, ComposeService } from '../../core/compose/model.ts';
import { isWantedMap } from '../../core/compose/renderYaml.ts';
import { extendingServices } from '../../core/compose/sharedMaps.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { Assessment } from './assessment.ts';
import { planAsKeys, type LimitPlan } from './plannedLimits.ts';
import { parseMemory } from './memory.ts';

const BOTH_SHAPES = 'It sets limits under `deploy` and by the older keys as well, and compose refuses a file where the two differ.';

/** Where limits go. */
export interface LimitInsertion extends Insertion {
  /** Why they do not go to the service's own text, but to an anchor. */
  readonly ownRefusal: string | null;
  /** The anchor whose `deploy` the service repeats in one of its own; null for other edits. */
  readonly repeats: string | null;
}

/** To tell whom an edit reaches, other services are looked at: for each of thousands that share keys that takes minutes, and nobody writes such files. */
const MOST_LOOKS = 400_000;
const TOO_MANY = 'Too many services of this file share their keys to tell whom an edit reaches.';

/** Makes the edits for the services of one file, one after the other. */
export class LimitInserter {
  private looks = 0;

  constructor(private readonly compose: ComposeModel) {}

  /** Edits that add the planned limits to a service, at the anchors that hold its keys where its own text cannot have them. */
  insert({ service, shape }: Assessment, plan: LimitPlan): LimitInsertion | Refusal {
    if (shape === 'both') return { refused: BOTH_SHAPES };
    if (this.looks > MOST_LOOKS) return { refused: TOO_MANY };
    const wanted = planAsKeys(plan, shape);
    this.count(service);
    const own = insertIntoService(this.compose, service, wanted);
    if ('edits' in own) return { ...own, ownRefusal: null, repeats: null };
    this.looks += this.compose.services.length;
    const shared = insertAtAnchors(this.compose, service, wanted);
    return 'edits' in shared ? { ...shared, ownRefusal: own.refused, repeats: null } : { refused: own.refused };
  }

  /** Edits that give a service a `deploy` of its own, which repeats the shared one and adds the limits: nobody else changes. */
  repeat({ service, shape }: Assessment, plan: LimitPlan): LimitInsertion | Refusal {
    if (this.looks > MOST_LOOKS) return { refused: TOO_MANY };
    const wanted = planAsKeys(plan, shape)['deploy'];
    if (shape !== 'none' || wanted === undefined || !isWantedMap(wanted)) return { refused: 'It sets limits already, which a `deploy` of its own would hide.' };
    this.count(service);
    const repeated = repeatShared(this.compose, service, 'deploy', wanted);
    return 'refused' in repeated ? repeated : { ...repeated, ownRefusal: null };
  }

  private count({ map }: ComposeService): void {
    this.looks += map?.anchor !== undefined ? this.compose.services.length : extendingServices(this.compose).length;
  }
}

/**
 * Why the planned limits of `giver` must not reach another service that reads the edited place: compose refuses `cpus` beside a different
 * `deploy.resources.limits.cpus`, the engine a reservation above the limit, and a heap above it is killed. Null where they may.
 * @param keeps limits that the other has, or gets by edits of its own, which go before what reaches it
 */
export function contradiction(other: Assessment, giver: Assessment, { values }: LimitPlan, keeps: ReadonlySet<string>): string | null {
  const name = `\`${other.service.name}\``;
  if (other.role === 'unreadable') return `${name} takes its keys from the same place and extends a service that cannot be read.`;
  const [its, shape] = [other.shape, giver.shape === 'older' ? 'older' : 'deploy'];
  const isAlike = its === 'none' || its === shape;
  if (isAlike && keeps.size > 0 && [...values.keys()].every((key) => keeps.has(key))) return null;
  const memory = parseMemory(values.get('memory'));
  const isTooSmall = memory !== null && (other.declared?.bytes ?? 0) * 1.5 > memory;
  if (!isAlike || its !== 'none' || keeps.size > 0 || isTooSmall) {
    return `${name} takes its keys from the same place and has limits or a heap size of its own, which these could contradict.`;
  }
  return null;
}

/**
 * Compose merges files before it compares the two shapes, and the engine then compares limits and reservations. Files that the known projects
 * merge were looked at with them; others may be merged in a way that nobody can tell, or extend the service.
 */
export function contradictionElsewhere(project: ProjectView | null, services: readonly string[]): string | null {
  if (!project?.resourcesElsewhere) return null;
  for (const name of services) {
    const file = project.resourcesElsewhere(name);
    if (file !== null && !project.composeProjects?.some(({ files }) => files.includes(file))) {
      return `\`${file}\` sets resources of \`${name}\` as well, and compose refuses files that contradict each other once merged.`;
    }
  }
  return null;
}
