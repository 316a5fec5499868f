import type { ComposeModel, ComposeService } from '../../core/compose/model.ts';
import type { ComposeProject, ProjectService } from '../../core/compose/project.ts';
import { soleProject } from '../../core/compose/soleProject.ts';
import type { Confidence } from '../../core/engine/finding.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { builtImageOf, type BuiltImage } from './builtImage.ts';
import { tierComments } from './chosenTier.ts';
import { currentLimits, keyShape, type CurrentLimits, type KeyShape } from './currentLimits.ts';
import { declaredMemory, type DeclaredMemory } from './declaredMemory.ts';
import { MEASURE_FIRST } from './evidenceTables.ts';
import { awaitedJobs, isJob } from './jobs.ts';
import { parseMemory } from './memory.ts';
import { inShape, planLimits, withoutMemory, type LimitPlan } from './plannedLimits.ts';
import { projectsOf } from './projects.ts';
import { readingOf, type ServiceReading } from './serviceReading.ts';
import { imageName } from './serviceText.ts';
import { guessTier } from './tierEvidence.ts';
import { readTiers, type Tier, type Tiers } from './tiers.ts';

/** As the options of `require-resource-limits`; anything that is no such object counts as empty. */
export interface TierOptions {
  readonly tiers: unknown;
  readonly services: unknown;
}

/** What there is to know before limits are proposed. */
export interface AssessmentInput {
  readonly compose: ComposeModel;
  readonly project: ProjectView | null;
  /** Of the file, where it is known: several files of a project may say what a service runs, and limits belong in the first one. */
  readonly path?: string | null;
  readonly options: TierOptions;
}

/**
 * Who gets no limits: `job` does one thing and ends; `elsewhere` is said by another file; `unreadable` extends something that cannot be
 * read, which may set limits.
 */
export type Role = 'server' | 'job' | 'elsewhere' | 'unreadable';

/** Why a service gets its tier. */
export interface TierChoice {
  readonly tier: Tier;
  readonly by: 'evidence' | 'comment' | 'settings' | 'person';
  readonly confidence: Confidence;
  /** For people, strongest first: `image postgres`, `port 5432`. Empty where nothing speaks for the tier, or somebody chose it. */
  readonly evidence: readonly string[];
}

/** One service of the file, before anything is proposed. */
export interface Assessment {
  readonly service: ComposeService;
  readonly role: Role;
  /** The service in each project; where no project has it, as the file alone says it. */
  readonly merged: readonly ProjectService[];
  readonly reading: ServiceReading;
  readonly current: CurrentLimits;
  readonly shape: KeyShape;
  readonly declared: DeclaredMemory | null;
  /** What its Dockerfile says; null where it builds nothing, or nobody can tell. */
  readonly built: BuiltImage | null;
  /** Name of an image whose need of memory no tier tells, its own or the base of its build; null for others. */
  readonly measureFirst: string | null;
}

/** Every service of a file, assessed; costly parts only when asked for. */
export interface Assessments {
  readonly tiers: Tiers;
  readonly services: readonly Assessment[];
  /** By comment, else by setting, else by evidence. */
  choose(assessment: Assessment): TierChoice;
}

export function assessServices(input: AssessmentInput): Assessments {
  const { compose, project, path, options } = input;
  const projects = projectsOf(input);
  const awaited = awaitedJobs(projects);
  const sole = soleProject(compose);
  const tiers = readTiers(options.tiers);
  const commented = tierComments(compose);
  const services = compose.services.map((service): Assessment => {
    const own = sole.services.get(service.name)!;
    const merged = projects.flatMap((each) => each.services.get(service.name) ?? []);
    const isSaidBefore = path ? projects.length > 0 && projects.every((each) => isSaidBelow(each, service.name, path)) : false;
    return assess(service, { merged: merged.length > 0 ? merged : [own], own, awaited, isItsPlace: projects.length > 0 && !isSaidBefore, project });
  });
  const chosen = new Map<Assessment, TierChoice>();
  return {
    tiers,
    services,
    choose: (assessment) => {
      const choice = chosen.get(assessment) ?? written(assessment.service, options, commented(assessment.service), tiers) ?? guessed(assessment, project, tiers);
      chosen.set(assessment, choice);
      return choice;
    },
  };
}

/** True where a weaker file of the project says what the service runs. */
function isSaidBelow({ files, services }: ComposeProject, name: string, path: string): boolean {
  const service = services.get(name);
  const weaker = new Set(files.slice(0, Math.max(0, files.indexOf(path))));
  return weaker.size > 0 && service !== undefined && ['image', 'build'].some((key) => service.filesWith(key).some((file) => weaker.has(file)));
}

/** What a service is assessed with. */
interface Surroundings {
  readonly merged: readonly ProjectService[];
  /** As the file alone says it. */
  readonly own: ProjectService;
  readonly awaited: ReadonlySet<string>;
  /** False where limits belong in another file. */
  readonly isItsPlace: boolean;
  readonly project: ProjectView | null;
}

function assess(service: ComposeService, { merged, own, awaited, isItsPlace, project }: Surroundings): Assessment {
  const reading = readingOf(service, merged[0]!);
  const known = new Map<string, unknown>();
  const once = <Value>(key: string, read: () => Value): Value => {
    if (!known.has(key)) known.set(key, read());
    return known.get(key) as Value;
  };
  return {
    service,
    merged,
    reading,
    get role() {
      return once('role', () => (isItsPlace ? roleOf(service, merged, reading, awaited) : 'elsewhere'));
    },
    get current() {
      return once('current', () => currentLimits(service, merged, own));
    },
    get shape() {
      return once('shape', () => keyShape([...merged, own]));
    },
    get declared() {
      return once('declared', () => declaredMemory(reading));
    },
    get built() {
      return once('built', () => (reading.get('build') === null ? null : builtImageOf(merged[0]!, project)));
    },
    get measureFirst() {
      return once('measureFirst', () => {
        const image = reading.get('build') === null ? imageName(reading) : (this.built?.base ?? null);
        return image !== null && MEASURE_FIRST.has(image) ? image : null;
      });
    },
  };
}

/** A file that only adds to a service says nothing of what it runs; limits belong where that is said. */
function roleOf(service: ComposeService, merged: readonly ProjectService[], reading: ServiceReading, awaited: ReadonlySet<string>): Role {
  const runsHere = ['image', 'build', 'extends'].some((key) => service.get(key) !== null);
  if (merged.some((each) => each.hasUnknownParent)) return 'unreadable';
  if (!runsHere || (reading.get('image') === null && reading.get('build') === null)) return 'elsewhere';
  return isJob(reading, awaited) ? 'job' : 'server';
}

function written(service: ComposeService, { services }: TierOptions, comment: string | null, tiers: Tiers): TierChoice | null {
  const options = services as Record<string, unknown> | null | undefined;
  const option = options && Object.hasOwn(options, service.name) ? options[service.name] : null;
  for (const [name, by] of [[comment, 'comment'], [option, 'settings']] as const) {
    const tier = typeof name === 'string' ? tiers.get(name) : undefined;
    if (tier) return { tier, by, confidence: 'high', evidence: [] };
  }
  return null;
}

function guessed({ service, reading, current, built }: Assessment, project: ProjectView | null, tiers: Tiers): TierChoice {
  const isBuilt = reading.get('build') !== null;
  const use = isBuilt ? (project?.serviceUse(service.name) ?? null) : null;
  return { by: 'evidence', ...guessTier(reading, { use, built, memory: parseMemory(current.get('memory')?.value) }, tiers) };
}

/** What of a tier is missing, in the shape that the service has. Without memory where that is only a guess, which could kill it. */
export function planFor({ current, declared, shape }: Assessment, tier: Tier, withMemory: boolean): LimitPlan {
  const full = inShape(planLimits(tier, current, declared), shape);
  return withMemory ? full : withoutMemory(full);
}
