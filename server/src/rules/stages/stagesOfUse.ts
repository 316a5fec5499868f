import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { sourcesOf, targetStage, withNeeded } from '../../core/dockerfile/stageGraph.ts';
import type { DockerfileUse } from '../../core/engine/projectView.ts';

/**
 * Answers for one Dockerfile whether a use of it runs a stage. Where nobody was seen building the file, every stage counts: somebody
 * may name any of them.
 */
export function stagesOfUse(model: DockerfileModel): (use: DockerfileUse, stage: Stage) => boolean {
  const stagesOfTarget = (target: string | null): ReadonlySet<Stage> =>
    withNeeded([targetStage(model, target)].filter((stage) => stage !== null), (stage) => sourcesOf(model, stage));
  const byTarget = new Map<string | null, ReadonlySet<Stage>>();
  return ({ source, target }, stage) => {
    if (source === 'assumed') return true;
    let stages = byTarget.get(target);
    if (!stages) byTarget.set(target, (stages = stagesOfTarget(target)));
    return stages.has(stage);
  };
}
