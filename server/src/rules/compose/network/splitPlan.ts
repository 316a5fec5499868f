import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ComposeProject, type ProjectService } from '../../../core/compose/project.ts';
import { awaitedJobs, isJob } from '../jobs.ts';
import { imageName } from '../serviceText.ts';
import { datastoreOf } from './privatePorts.ts';
import { talksOf, type Talks } from './talks.ts';

/** Datastores that the same services need. */
export interface DataGroup {
  /** Name for their network. */
  readonly network: string;
  readonly datastores: readonly string[];
  /** Services that talk to them, datastores of other groups perhaps among them. */
  readonly clients: readonly string[];
}

export interface SplitPlan {
  readonly groups: readonly DataGroup[];
  /** A published service and a datastore that it reaches today and does not talk to, both of the checked file. */
  readonly outsider: { readonly service: string; readonly datastore: string };
  /** How many services share the network now. */
  readonly count: number;
  /** Its name; `default` where no file names one. */
  readonly network: string;
  readonly talks: Talks;
}

/** Services that compose starts with names of their own, in any of the projects. */
type Services = ReadonlyMap<string, readonly ProjectService[]>;

/**
 * How the one network of all services can be split; null where there are several already, too few services, or nothing to gain.
 * @param isHere whether the checked file declares a service: what concerns none of its services is for another file to say
 */
export function planSplit(projects: readonly ComposeProject[], minServices: number, isHere: (service: string) => boolean): SplitPlan | null {
  const services = servicesByName(projects);
  if (services.size < minServices) return null;
  const network = onlyNetwork(projects, services);
  const awaited = awaitedJobs(projects);
  const datastores = [...services].flatMap(([name, merged]) => (merged.every((one) => isDatastore(one) && !isJob(one, awaited)) ? [name] : []));
  if (network === null || datastores.length === 0) return null;
  const talks = talksOf(projects);
  const clients = clientsOf(talks, datastores);
  const fronts = [...services].flatMap(([name, merged]) => (isHere(name) && !clients.has(name) && isTold(talks, name) && merged.some(isPublished) ? [name] : []));
  const outsiderOf = (datastore: string) => fronts.find((name) => !talks.partners.get(name)!.has(datastore));
  const guarded = datastores.filter((name) => clients.get(name)!.length > 0 && outsiderOf(name) !== undefined);
  const datastore = guarded.find(isHere);
  if (datastore === undefined) return null;
  return { groups: groupsOf(guarded, clients), outsider: { service: outsiderOf(datastore)!, datastore }, count: services.size, network, talks };
}

/** Services that are on a network of the project: those that use the host's or another container's are not. */
function servicesByName(projects: readonly ComposeProject[]): Services {
  const services = new Map<string, ProjectService[]>();
  for (const project of projects) {
    for (const [name, service] of project.services) {
      if (service.get('network_mode') === null) services.set(name, [...(services.get(name) ?? []), service]);
    }
  }
  return services;
}

/** The network that all services share; null where they differ, or where it is not the project's alone. */
function onlyNetwork(projects: readonly ComposeProject[], services: Services): string | null {
  let only: string | null = null;
  for (const service of [...services.values()].flat()) {
    const networks = service.get('networks');
    const names = isPlainMap(networks) && Object.keys(networks).length > 0 ? Object.keys(networks) : ['default'];
    if (networks === UNKNOWN || service.hasUnknownParent || names.length > 1 || (only !== null && names[0] !== only)) return null;
    only = names[0]!;
  }
  const isShared = projects.some((project) => !project.isComplete || project.get('networks') === UNKNOWN || (only !== null && (project.get('networks', only, 'external') ?? false) !== false));
  return isShared ? null : only;
}

function isDatastore(service: ProjectService): boolean {
  return service.get('build') === null && datastoreOf(imageName(service)) !== null;
}

/** Mail for developers is shown on machines of developers, where nobody breaks in. */
const FOR_DEVELOPERS: ReadonlySet<string> = new Set(['mailpit', 'mailhog', 'mailcatcher', 'maildev', 'mailtrap', 'inbucket', 'smtp4dev']);

function isPublished(service: ProjectService): boolean {
  const ports = service.get('ports');
  return Array.isArray(ports) && ports.length > 0 && !FOR_DEVELOPERS.has(imageName(service) ?? '');
}

/** True where the files say whom a service talks to; one that names nobody has its partners built in. */
function isTold({ partners, doubts }: Talks, name: string): boolean {
  return !doubts.has(name) && (partners.get(name)?.size ?? 0) > 0;
}

function clientsOf({ partners }: Talks, datastores: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const clients = new Map<string, string[]>(datastores.map((name) => [name, []]));
  for (const [name, others] of partners) for (const other of others) clients.get(other)?.push(name);
  return clients;
}

/** One group for all datastores with the same clients, and for those that talk to each other. */
function groupsOf(guarded: readonly string[], clients: ReadonlyMap<string, readonly string[]>): readonly DataGroup[] {
  const groups = new Map<string, string[]>();
  for (const name of guarded) {
    const key = JSON.stringify([...clients.get(name)!].sort());
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].map((datastores) => ({
    network: groups.size === 1 ? 'data' : `data-${datastores[0]!}`,
    datastores,
    clients: clients.get(datastores[0]!)!,
  }));
}
