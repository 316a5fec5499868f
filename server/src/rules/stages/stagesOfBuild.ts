import { gather } from '../../core/collections/gather.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { sourcesOf, targetStage, withNeeded } from '../../core/dockerfile/stageGraph.ts';

/**
 * The stages that a build runs: the last one, or the targets that the project asks for, with all they build on or copy from.
 * The others (`FROM x AS dev`) only run when somebody asks for them by name.
 */
export function stagesOfBuild(model: DockerfileModel, project: ProjectView | null): ReadonlySet<Stage> {
  return withNeeded(targets(model, project), (stage) => sourcesOf(model, stage));
}

function targets(model: DockerfileModel, project: ProjectView | null): readonly Stage[] {
  const asked = project && project.uses.length > 0 ? project.uses.map(({ target }) => target) : [null];
  return gather(asked, (target) => targetStage(model, target));
}
