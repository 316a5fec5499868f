import type { DockerfileModel, Instruction, Stage } from '../core/dockerfile/model.ts';
import { parseDockerfile } from '../core/dockerfile/parseDockerfile.ts';
import { LineIndex } from '../core/text/lines.ts';
import { BECOME_STEPS } from '../timing/keywords.ts';
import type { InstructionOutline, StageOutline, TargetOutline } from '../timing/trace.ts';
import type { PlannedTarget } from './request.ts';

/**
 * What is known of a target before it is built.
 * @param text of its Dockerfile; null where it could not be read, which leaves its stages out
 */
export function outlineOf(target: PlannedTarget, text: string | null): TargetOutline {
  return {
    name: target.name,
    dockerfile: target.dockerfile,
    stages: text === null ? [] : stagesOf(parseDockerfile(text)),
    targetContexts: Object.fromEntries(Object.entries(target.contexts).flatMap(([name, context]) => (context.startsWith('target:') ? [[name, context.slice('target:'.length)]] : []))),
  };
}

function stagesOf(model: DockerfileModel): StageOutline[] {
  const lines = new LineIndex(model.text);
  return model.stages.map((stage) => ({ name: stage.name, base: stage.image?.value ?? '', instructions: stepsOf(stage).map((step) => instructionOutline(step, model.text, lines)) }));
}

function stepsOf({ from, instructions }: Stage): Instruction[] {
  return [from, ...instructions.filter(({ keyword, isTrigger }) => BECOME_STEPS.has(keyword) && !isTrigger)];
}

function instructionOutline({ keyword, span }: Instruction, text: string, lines: LineIndex): InstructionOutline {
  return { keyword, line: lines.lineAt(span.start), endLine: lines.lineAt(span.end), text: text.slice(span.start, span.end) };
}
