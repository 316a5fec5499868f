import type { Stage } from '../../core/dockerfile/model.ts';

/** Parents of a stage that are looked at; no file that people wrote has more. */
const MOST_PARENTS = 50;

/** A stage and the local stages it continues, itself first. */
export function stageChain(stage: Stage): readonly Stage[] {
  const chain: Stage[] = [];
  for (let next: Stage | null = stage; next && chain.length < MOST_PARENTS; next = next.parent) chain.push(next);
  return chain;
}

/** A path and the folders above it up to the root's own, longest first; at most fifty. */
export function pathsAbove(path: string): readonly string[] {
  const paths: string[] = [];
  for (let at = path; at.length > 1 && paths.length < 50; at = at.slice(0, at.lastIndexOf('/'))) paths.push(at);
  return paths;
}
