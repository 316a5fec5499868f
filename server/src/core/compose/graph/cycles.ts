import type { DependencyEdge } from './dependencyEdges.ts';

/** Edges of which each starts where the one before it ends, the last one where the first begins. */
export type Cycle = readonly DependencyEdge[];

/** More than anybody reads: mending one often mends others. */
const MOST_CYCLES = 20;

/**
 * Cycles among services, found as compose finds its first one: from service to service by name, each walked once. Every cycle has an edge
 * that no other one found here ends with, so that there is an end to them: all ways around a dense graph are too many to list.
 */
export function findCycles(names: readonly string[], dependenciesOf: (name: string) => readonly DependencyEdge[]): readonly Cycle[] {
  const cycles: Cycle[] = [];
  const left = new Set<string>();
  const depths = new Map<string, number>();
  const inOrder = (name: string): DependencyEdge[] => [...dependenciesOf(name)].sort((a, b) => (a.to < b.to ? -1 : 1));
  for (const start of [...names].sort()) {
    if (left.has(start)) continue;
    const path: DependencyEdge[] = [];
    const open = [{ name: start, edges: inOrder(start), next: 0 }];
    depths.set(start, 0);
    for (let top = open.at(-1); top && cycles.length < MOST_CYCLES; top = open.at(-1)) {
      const edge = top.edges[top.next++];
      if (!edge) {
        open.pop();
        path.pop();
        depths.delete(top.name);
        left.add(top.name);
        continue;
      }
      const depth = depths.get(edge.to);
      if (depth !== undefined) cycles.push([...path.slice(depth), edge]);
      else if (!left.has(edge.to)) {
        depths.set(edge.to, open.length);
        path.push(edge);
        open.push({ name: edge.to, edges: inOrder(edge.to), next: 0 });
      }
    }
  }
  return cycles;
}
