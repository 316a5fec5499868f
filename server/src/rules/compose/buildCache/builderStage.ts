import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sourcesOf, targetStage, withNeeded } from '../../../core/dockerfile/stageGraph.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { dockerfileAt } from '../dockerfileAt.ts';

/**
 * A stage whose commands run for the image of a service without being layers of it: an inline cache is of the image's own layers only
 * (docs.docker.com/build/cache/backends/inline: mode `min`). Its name or number; null where there is none, or nobody can tell.
 */
export function builderStage(view: ProjectView | null, service: string): string | null {
  const use = view?.serviceUse(service);
  const file = dockerfileAt(use?.dockerfile, view);
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
