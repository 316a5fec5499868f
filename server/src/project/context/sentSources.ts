import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Mount, Stage } from '../../core/dockerfile/model.ts';
import { contextPath, isRemoteSource } from '../../core/dockerfile/paths.ts';
import { fromReferences, targetStage, withNeeded } from '../../core/dockerfile/stageGraph.ts';
import { findStage } from '../../core/dockerfile/stages.ts';

/**
 * What one build of a Dockerfile asks its context for: sources of COPY, ADD and bind mounts in the stages that the target needs, and in
 * no other (BuildKit, dockerfile2llb/convert.go: ctxPaths). Relative to the context, clean, sorted; `.` for all of it.
 *
 * A tmpfs mount counts as a bind mount of the whole context where anything else is asked for: convert_runmount.go adds its empty source
 * to the paths, and real builds send everything.
 * @param target name or number of a stage as people give it; null, or one that is not there, for the last
 */
export function sentSources(model: DockerfileModel, facts: DockerfileFacts, target: string | null): readonly string[] {
  const built = stagesOf(model, target);
  const sources = new Set<string>();
  for (const { stage, fromContext, sources: copied } of facts.copies) {
    if (fromContext && built.has(stage)) for (const { path } of copied) sources.add(path);
  }
  let mountsTmpfs = false;
  for (const stage of built) {
    for (const trigger of triggersFor(stage)) for (const source of copiedByTrigger(trigger)) sources.add(source);
    for (const mount of mountsOf(stage)) {
      if (mount.options.has('from')) continue;
      if (mount.type === 'bind') sources.add(boundSource(mount));
      else if (mount.type === 'tmpfs') mountsTmpfs = true;
    }
  }
  if (mountsTmpfs && sources.size > 0) sources.add('.');
  return [...sources].sort();
}

/** The target with all stages that it continues, copies from or mounts. */
function stagesOf(model: DockerfileModel, target: string | null): ReadonlySet<Stage> {
  const first = targetStage(model, target);
  return withNeeded(first ? [first] : [], (stage) => {
    const sources = ownAndTriggered(stage).flatMap(fromReferences).map((reference) => findStage(model, reference));
    return [stage.parent, ...sources.filter((source) => source !== null && source.index < stage.index)].filter((one) => one !== null);
  });
}

/** What runs in a stage: its instructions, and the triggers of the local stage that it continues. */
function ownAndTriggered(stage: Stage): readonly Instruction[] {
  return [...stage.instructions.filter(({ isTrigger }) => !isTrigger), ...triggersFor(stage)];
}

/** ONBUILD of the local stage that this one continues: those run here. */
function triggersFor({ parent }: Stage): readonly Instruction[] {
  if (!parent) return [];
  let triggers = TRIGGERS.get(parent);
  if (!triggers) TRIGGERS.set(parent, (triggers = parent.instructions.filter(({ isTrigger }) => isTrigger)));
  return triggers;
}

/** Thousands of stages may continue one. */
const TRIGGERS = new WeakMap<Stage, readonly Instruction[]>();

function copiedByTrigger({ keyword, flags, exec, words }: Instruction): string[] {
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) return [];
  return (exec ?? words).slice(0, -1).flatMap(({ value }) => (isRemoteSource(value) ? [] : [contextPath(value)]));
}

function mountsOf(stage: Stage): readonly Mount[] {
  return ownAndTriggered(stage).flatMap(({ mounts }) => mounts);
}

/** BuildKit roots it in the context, so `..` and `/` do not leave it. */
function boundSource({ options }: Mount): string {
  const source = options.get('source');
  return typeof source === 'string' ? contextPath(source) : '.';
}
