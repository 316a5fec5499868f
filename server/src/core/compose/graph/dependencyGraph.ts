import { append } from '../../collections/multimap.ts';
import type { ComposeProject } from '../project.ts';
import { edgesOf, startsByDefault, type DependencyEdge } from './dependencyEdges.ts';
import { findCycles, type Cycle } from './cycles.ts';

/** Which services of a project start after which, and in what order that lets `docker compose up` start them. */
export interface DependencyGraph {
  /** What a service starts after, each once; services that the project does not have are left out. */
  dependenciesOf(service: string): readonly DependencyEdge[];
  /** What starts after a service, in the order of the project. */
  dependantsOf(service: string): readonly DependencyEdge[];
  /** Circles, in which compose starts nothing; empty for nearly every project. At most twenty of them, each by another edge. */
  readonly cycles: readonly Cycle[];
  /**
   * What `docker compose up` starts, in the order in which it can: services of one wave start together, each as soon as its own dependencies
   * allow it. Services with profiles, in a cycle, or behind one are left out.
   */
  readonly waves: readonly (readonly string[])[];
  /** Number of the wave, from 0, of any service, one with profiles included; null in or behind a cycle. */
  waveOf(service: string): number | null;
}

const known = new WeakMap<ComposeProject, DependencyGraph>();

/** The graph of a project; made once for each. Takes time in proportion to services and edges. */
export function dependencyGraph(project: ComposeProject): DependencyGraph {
  let graph = known.get(project);
  if (!graph) known.set(project, (graph = buildGraph(project)));
  return graph;
}

function buildGraph({ services }: ComposeProject): DependencyGraph {
  const before = new Map<string, readonly DependencyEdge[]>();
  const after = new Map<string, DependencyEdge[]>();
  const defaults = new Set<string>();
  for (const [name, service] of services) {
    const edges = edgesOf(service).filter(({ to }) => services.has(to));
    if (edges.length > 0) before.set(name, edges);
    for (const edge of edges) append(after, edge.to, edge);
    if (startsByDefault(service)) defaults.add(name);
  }
  const dependenciesOf = (name: string): readonly DependencyEdge[] => before.get(name) ?? [];
  const dependantsOf = (name: string): readonly DependencyEdge[] => after.get(name) ?? [];
  const levels = findLevels([...services.keys()], dependenciesOf, dependantsOf, defaults);
  return {
    dependenciesOf,
    dependantsOf,
    cycles: levels.size === services.size ? [] : findCycles([...services.keys()].filter((name) => !levels.has(name)), dependenciesOf),
    waves: wavesOf(levels, [...services.keys()].filter((name) => defaults.has(name))),
    waveOf: (name) => levels.get(name) ?? null,
  };
}

/** Kahn's algorithm: a service is told once all it starts after are; those in cycles never are. */
function findLevels(names: readonly string[], dependenciesOf: DependencyGraph['dependenciesOf'], dependantsOf: DependencyGraph['dependantsOf'],
  defaults: ReadonlySet<string>): ReadonlyMap<string, number> {
  const waiting = new Map(names.map((name) => [name, dependenciesOf(name).length]));
  const levels = new Map<string, number>();
  const ready = names.filter((name) => waiting.get(name) === 0);
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    // An optional dependency that needs a profile is not started: nothing waits for it then.
    const counted = dependenciesOf(name).filter(({ to }) => !defaults.has(name) || defaults.has(to));
    levels.set(name, counted.reduce((level, { to }) => Math.max(level, levels.get(to)! + 1), 0));
    for (const { from } of dependantsOf(name)) {
      const left = waiting.get(from)! - 1;
      waiting.set(from, left);
      if (left === 0) ready.push(from);
    }
  }
  return levels;
}

function wavesOf(levels: ReadonlyMap<string, number>, names: readonly string[]): readonly (readonly string[])[] {
  const waves: string[][] = [];
  for (const name of names) {
    const level = levels.get(name);
    if (level !== undefined) (waves[level] ??= []).push(name);
  }
  return waves;
}
