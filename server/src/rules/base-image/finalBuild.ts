import type { ProjectView } from '../../core/engine/projectView.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';

/**
 * The stages that a build runs: the last one, or the targets that the project asks for, with all they build on or copy from.
 * The others (`FROM x AS dev`) only run when somebody asks for them by name.
 */
export function stagesOfBuild(model: DockerfileModel, project: ProjectView | null): ReadonlySet<Stage> {
  const find = stageFinder(model);
  const reached = new Set<Stage>();
  const open = targets(model, project, find);
  for (let stage = open.pop(); stage; stage = open.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    open.push(...sourcesOf(stage, find));
  }
  return reached;
}

function targets(model: DockerfileModel, project: ProjectView | null, find: StageFinder): Stage[] {
  const last = model.stages.at(-1);
  const found: Stage[] = [];
  for (const { target } of project?.uses ?? []) {
    const stage = target === null ? last : (find(target) ?? last);
    if (stage) found.push(stage);
  }
  return found.length > 0 || !last ? found : [last];
}

/** The stage that a name or an index means in `--from`, `from=` or a build's target. */
export type StageFinder = (reference: string) => Stage | null;

/** As `findStage` of the model, for many questions: names are looked up in a table. */
export function stageFinder(model: DockerfileModel): StageFinder {
  const byName = new Map(model.stages.flatMap((stage) => (stage.name === null ? [] : [[stage.name, stage] as const])));
  return (reference) => (/^\d+$/.test(reference) ? model.stages[Number(reference)] : byName.get(reference.toLowerCase())) ?? null;
}

/** The stages whose files a stage gets. */
export function sourcesOf(stage: Stage, find: StageFinder): Stage[] {
  const found = new Set<Stage>();
  if (stage.parent) found.add(stage.parent);
  for (const instruction of stage.instructions) {
    const names = instruction.flags.filter(({ name }) => name === 'from').map(({ value }) => value);
    for (const { options } of instruction.mounts) names.push(fromOption(options.get('from')));
    for (const name of names) {
      const source = name ? find(name) : null;
      if (source) found.add(source);
    }
  }
  return [...found];
}

function fromOption(value: string | true | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
