import { gatherAll } from '../collections/gather.ts';
import type { DockerfileModel, Instruction, Stage } from './model.ts';
import { findStage } from './stages.ts';

/**
 * The stage that a build makes; null only where the file has none.
 * @param target name or number of a stage as people give it; null, or one that is not there, for the last
 */
export function targetStage(model: DockerfileModel, target: string | null): Stage | null {
  return (target === null ? null : findStage(model, target)) ?? model.stages.at(-1) ?? null;
}

/** The local stages whose files a stage gets, each once: the one that it continues, and those that it copies from or mounts. */
export function sourcesOf(model: DockerfileModel, stage: Stage): readonly Stage[] {
  const found = new Set<Stage>();
  if (stage.parent) found.add(stage.parent);
  for (const reference of gatherAll(stage.instructions, fromReferences)) {
    const source = findStage(model, reference);
    if (source) found.add(source);
  }
  return [...found];
}

const NONE: readonly string[] = [];

/** What `--from` and `from=` of one instruction name: stages, images or other build contexts, variables as they are written. */
export function fromReferences(instruction: Instruction): readonly string[] {
  if (instruction.flags.length === 0) return NONE;
  const found: string[] = [];
  for (const { name, value } of instruction.flags) if (name === 'from' && value) found.push(value);
  for (const { options } of instruction.mounts) {
    const from = options.get('from');
    if (typeof from === 'string' && from !== '') found.push(from);
  }
  return found;
}

/** Some stages with all that `needs` leads to from them; circles and thousands of stages cost no more than each stage once. */
export function withNeeded(first: readonly Stage[], needs: (stage: Stage) => readonly Stage[]): ReadonlySet<Stage> {
  const reached = new Set<Stage>();
  const open = [...first];
  for (let stage = open.pop(); stage; stage = open.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    for (const next of needs(stage)) open.push(next);
  }
  return reached;
}
