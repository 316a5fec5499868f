import { edgesOf } from '../../../core/compose/graph/dependencyEdges.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ComposeProject, type ProjectService } from '../../../core/compose/project.ts';
import { environmentOfService } from '../../../core/compose/settings/environment.ts';
import { mountsOf } from '../../../core/compose/settings/mounts.ts';
import { imageName } from '../serviceText.ts';
import { datastoreOf } from './privatePorts.ts';

/** Which services of some projects talk to which, as far as their files say so: a word too many is an edge too many, and splits nothing. */
export interface Talks {
  /** Services that each one starts after or names in its settings, itself left out. */
  readonly partners: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why a service may talk to more, as a sentence; services of which all is known are left out. */
  readonly doubts: ReadonlyMap<string, string>;
}

/** Settings whose text may name another service. */
const TELLING_KEYS: readonly string[] = ['environment', 'command', 'entrypoint', 'labels', 'healthcheck', 'build', 'extra_hosts', 'external_links', 'configs', 'post_start', 'pre_stop'];

/** Words looked at in all: a file with more is no longer read for them, and its services are in doubt. */
const MOST_WORDS = 500_000;

export function talksOf(projects: readonly ComposeProject[]): Talks {
  const names = namesOf(projects);
  const partners = new Map<string, Set<string>>();
  const doubts = new Map<string, string>();
  const budget = { words: MOST_WORDS };
  for (const { services } of projects) {
    for (const service of services.values()) {
      const found = partners.get(service.name) ?? new Set<string>();
      partners.set(service.name, found);
      for (const { to } of edgesOf(service)) found.add(to);
      for (const key of TELLING_KEYS) for (const word of wordsOf(service.get(key), budget)) for (const name of names.get(word) ?? []) found.add(name);
      found.delete(service.name);
      const doubt = budget.words < 0 ? `\`${service.name}\` says more than can be read.` : doubtOf(service);
      if (doubt !== null) doubts.set(service.name, doubt);
    }
  }
  return { partners, doubts };
}

/** Services by the names that others call them: their own, and those of their containers. */
function namesOf(projects: readonly ComposeProject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { services } of projects) {
    for (const [name, service] of services) {
      for (const alias of [name, service.get('container_name'), service.get('hostname')]) {
        if (typeof alias === 'string') names.set(alias, (names.get(alias) ?? new Set()).add(name));
      }
    }
  }
  return names;
}

/** `postgres://user@db:5432/app` has `postgres`, `user`, `db`, `5432` and `app`; keys of maps count. */
function wordsOf(data: unknown, budget: { words: number }): ReadonlySet<string> {
  const words = new Set<string>();
  const open: unknown[] = [data];
  while (open.length > 0 && budget.words >= 0) {
    const value = open.pop();
    if (typeof value === 'string') {
      for (const [word] of value.matchAll(/[A-Za-z0-9_][\w.-]*/g)) {
        budget.words--;
        words.add(word).add(word.replace(/\.+$/, ''));
      }
    } else if (Array.isArray(value)) for (const item of value as unknown[]) open.push(item);
    else if (isPlainMap(value)) for (const [key, item] of Object.entries(value)) open.push(key, item);
  }
  return words;
}

function doubtOf(service: ProjectService): string | null {
  const { name } = service;
  if (service.hasUnknownParent) return `\`${name}\` extends something that cannot be read.`;
  if (service.get('env_file') !== null) return `\`${name}\` reads an \`env_file\`, which may name other services.`;
  const { values } = environmentOfService(service);
  if (service.get('environment') === UNKNOWN || [...values.values()].some((value) => value === null || value === UNKNOWN)) {
    return `\`${name}\` has variables of which no file tells the value, and they may name other services.`;
  }
  const isKnown = service.get('build') !== null || datastoreOf(imageName(service)) !== null;
  const isConfigured = mountsOf(service).length > 0 || service.get('configs') !== null || service.get('volumes_from') !== null;
  return isConfigured && !isKnown ? `\`${name}\` is configured by what is mounted into it, which may name other services.` : null;
}
