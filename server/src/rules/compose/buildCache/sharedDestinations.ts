import { append } from '../../../core/collections/multimap.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { ComposeProject, ProjectService } from '../../../core/compose/project.ts';
import { destinationOf, readCacheEntry } from './cacheEntry.ts';

interface Writer {
  readonly service: string;
  /** The same number for builds of the same thing, whatever caches they use: they may share one. */
  readonly build: number;
}

const known = new WeakMap<ComposeProject, ReadonlyMap<string, readonly Writer[]>>();

/** A service that writes the cache of another build to where this one writes its own (`destinationOf`): each replaces what the other wrote. Null where none does. */
export function otherWriter(project: ComposeProject, service: string, destination: string): string | null {
  const writers = writersOf(project).get(destination) ?? [];
  const own = writers.find((writer) => writer.service === service);
  return own ? (writers.find(({ build }) => build !== own.build)?.service ?? null) : null;
}

function writersOf(project: ComposeProject): ReadonlyMap<string, readonly Writer[]> {
  let writers = known.get(project);
  if (!writers) known.set(project, (writers = readWriters(project)));
  return writers;
}

/** By destination; of one that only builds of the same thing write to, nothing is kept. */
function readWriters(project: ComposeProject): ReadonlyMap<string, readonly Writer[]> {
  const writers = new Map<string, Writer[]>();
  const builds = new Map<string, number>();
  for (const service of project.services.values()) {
    const entries = service.get('build', 'cache_to');
    if (!Array.isArray(entries)) continue;
    const text = buildText(service);
    const build = builds.get(text) ?? builds.size;
    builds.set(text, build);
    for (const destination of new Set(entries.map(destinationOfText))) {
      if (destination !== null) append(writers, destination, { service: service.name, build });
    }
  }
  for (const [destination, group] of writers) {
    if (group.every(({ build }) => build === group[0]!.build)) writers.delete(destination);
  }
  return writers;
}

function destinationOfText(entry: unknown): string | null {
  const read = typeof entry === 'string' ? readCacheEntry(entry) : null;
  return read && destinationOf(read);
}

function buildText(service: ProjectService): string {
  const build = service.get('build');
  const without = isPlainMap(build) ? Object.entries(build).filter(([key]) => key !== 'cache_from' && key !== 'cache_to' && key !== 'tags') : build;
  return JSON.stringify(without, (_, value: unknown) => (typeof value === 'symbol' ? `?${service.name}` : value)) ?? '';
}
