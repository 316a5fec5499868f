import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';

/**
 * Stages whose layers end up in an image that somebody keeps: the last one, those that a known build names as its target, and all
 * that these continue. What is wasted in any other stage is never stored or sent anywhere.
 */
export function outputStages(model: DockerfileModel, project: ProjectView | null): ReadonlySet<Stage> {
  const targets = (project?.uses ?? []).flatMap(({ target }) => (target === null ? [] : (findStage(model, target) ?? [])));
  const outputs = new Set<Stage>();
  for (const target of [model.stages.at(-1) ?? null, ...targets]) {
    for (let stage = target; stage && !outputs.has(stage); stage = stage.parent) outputs.add(stage);
  }
  return outputs;
}
