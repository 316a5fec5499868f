import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sourcesOf, targetStage, withNeeded } from '../../../core/dockerfile/stageGraph.ts';
import type { ProjectView, WorkspaceDockerfile } from '../../../core/engine/projectView.ts';

const byPath = new WeakMap<readonly WorkspaceDockerfile[], ReadonlyMap<string, WorkspaceDockerfile>>();

/**
 * A stage whose commands run for the image of a service without being layers of it: an inline cache is of the image's own layers only
 * (docs.docker.com/build/cache/backends/inline: mode `min`). Its name or number; null where there is none, or nobody can tell.
 */
export function builderStage(view: ProjectView | null, service: string): string | null {
  const use = view?.serviceUse(service);
  const file = use?.dockerfile && view?.dockerfiles ? dockerfileAt(view.dockerfiles, use.dockerfile) : null;
  if (!use || !file) return null;
  const { dockerfile } = file;
  const target = targetStage(dockerfile, use.target);
  if (!target) return null;
  const own = new Set(stageChain(target));
  for (const stage of withNeeded([target], (one) => sourcesOf(dockerfile, one))) {
    if (!own.has(stage) && stage.instructions.some(({ keyword }) => keyword === 'RUN')) return stage.name ?? String(stage.index);
  }
  return null;
}

function dockerfileAt(dockerfiles: readonly WorkspaceDockerfile[], path: string): WorkspaceDockerfile | null {
  let known = byPath.get(dockerfiles);
  if (!known) byPath.set(dockerfiles, (known = new Map(dockerfiles.map((one) => [one.path, one]))));
  return known.get(path) ?? null;
}
