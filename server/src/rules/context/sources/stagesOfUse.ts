import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import type { DockerfileUse } from '../../../core/engine/projectView.ts';

/**
 * Answers for one Dockerfile whether a use of it runs a stage. Where nobody was seen building the file, every stage counts: somebody
 * may name any of them.
 */
export function stagesOfUse(model: DockerfileModel): (use: DockerfileUse, stage: Stage) => boolean {
  const byTarget = new Map<string | null, ReadonlySet<Stage>>();
  return ({ source, target }, stage) => {
    if (source === 'assumed') return true;
    let stages = byTarget.get(target);
    if (!stages) byTarget.set(target, (stages = reachedFrom(model, target)));
    return stages.has(stage);
  };
}

/** The target's stage with all that it continues and copies from. */
function reachedFrom(model: DockerfileModel, target: string | null): ReadonlySet<Stage> {
  const byName = new Map(model.stages.flatMap((stage) => (stage.name === null ? [] : [[stage.name, stage] as const])));
  const find = (reference: string): Stage | undefined => (/^\d+$/.test(reference) ? model.stages[Number(reference)] : byName.get(reference.toLowerCase()));
  const last = model.stages.at(-1);
  const reached = new Set<Stage>();
  const open = [target === null ? last : (find(target) ?? last)];
  for (let stage = open.pop(); stage; stage = open.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    if (stage.parent) open.push(stage.parent);
    for (const { flags, mounts } of stage.instructions) {
      const references = [...flags.filter(({ name }) => name === 'from').map(({ value }) => value), ...mounts.map(({ options }) => options.get('from'))];
      for (const reference of references) if (typeof reference === 'string') open.push(find(reference));
    }
  }
  return reached;
}
