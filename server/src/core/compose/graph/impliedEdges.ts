import type { ComposeProject } from '../project.ts';
import { isNeverAwaited, type DependencyEdge } from './dependencyEdges.ts';
import { dependencyGraph, type DependencyGraph } from './dependencyGraph.ts';

/** An edge of `depends_on` that changes no start: another way already waits for as much. */
export interface ImpliedEdge {
  readonly edge: DependencyEdge;
  /** The service by which the other way begins: a dependency of the same service that is not implied itself. */
  readonly via: string;
  /** The edge by which the other way ends; its `from` is `via` where the way has two edges. */
  readonly last: DependencyEdge;
}

/** Edges looked at in all; a project with more ways than that is not looked at to the end. */
const MOST_STEPS = 500_000;

const known = new WeakMap<ComposeProject, ReadonlyMap<string, readonly ImpliedEdge[]>>();

/**
 * The edges of `depends_on` that another path implies, by the service that has them (transitive reduction). The last edge of the path has at
 * least as strong a condition, every edge of it is required, and compose waits at every service on it. Edges with `restart: true` say
 * more than an order and are never implied; in and behind cycles none is.
 */
export function impliedEdges(project: ComposeProject): ReadonlyMap<string, readonly ImpliedEdge[]> {
  let implied = known.get(project);
  if (!implied) known.set(project, (implied = findImplied(project)));
  return implied;
}

function findImplied(project: ComposeProject): ReadonlyMap<string, readonly ImpliedEdge[]> {
  const graph = dependencyGraph(project);
  const found = new Map<string, readonly ImpliedEdge[]>();
  const budget = { steps: MOST_STEPS };
  for (const name of project.services.keys()) {
    if (graph.dependenciesOf(name).length < 2 || graph.waveOf(name) === null) continue;
    const implied = impliedOf(name, project, graph, budget);
    if (implied.length > 0) found.set(name, implied);
  }
  return found;
}

function impliedOf(name: string, { services }: ComposeProject, graph: DependencyGraph, budget: { steps: number }): readonly ImpliedEdge[] {
  const direct = graph.dependenciesOf(name);
  const targets = new Map(direct.filter(({ key, restart }) => key === 'depends_on' && !restart).map((edge) => [edge.to, edge]));
  // A path only goes down: nothing below the lowest end needs to be walked.
  const lowest = Math.min(...[...targets.keys()].map((to) => graph.waveOf(to) ?? 0));
  const firsts = new Map<string, string>();
  const implied = new Map<string, ImpliedEdge>();
  for (const { to, required } of direct) if (required) firsts.set(to, to);
  const open = [...firsts.keys()];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if ((graph.waveOf(at) ?? 0) <= lowest || isNeverAwaited(services.get(at)!)) continue;
    const via = firsts.get(at)!;
    for (const last of graph.dependenciesOf(at)) {
      if (--budget.steps < 0) return [];
      if (!last.required) continue;
      const edge = targets.get(last.to);
      if (edge && !implied.has(edge.to) && suffices(last, edge)) implied.set(edge.to, { edge, via, last });
      if (firsts.has(last.to)) continue;
      firsts.set(last.to, via);
      open.push(last.to);
    }
  }
  return [...targets.keys()].flatMap((to) => {
    const one = implied.get(to);
    return one ? [{ ...one, via: lastingWay(one.via, implied) }] : [];
  });
}

/** A way may begin with an edge that is implied as well: what stays is the way that implies that one. */
function lastingWay(via: string, implied: ReadonlyMap<string, ImpliedEdge>): string {
  let way = via;
  for (let next = implied.get(way); next; next = implied.get(way)) way = next.via;
  return way;
}

/** Whoever is healthy or done has started; healthy and done say nothing of each other (compose-spec, `depends_on`). */
function suffices(last: DependencyEdge, wanted: DependencyEdge): boolean {
  return last.condition === wanted.condition ? typeof wanted.condition === 'string' : wanted.condition === 'service_started';
}
