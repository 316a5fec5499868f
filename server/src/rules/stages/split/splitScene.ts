import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import type { DockerfileContext } from '../../../core/engine/rule.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { blockOf } from '../../edits/instructionBlock.ts';
import { lineEnding } from '../../edits/lineEnding.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import { lineNumber } from '../../messages/lineNumber.ts';
import type { ShippedTools } from '../tools/shippedTools.ts';

/** A Dockerfile of one stage that is to become several. */
export interface SplitScene {
  readonly context: DockerfileContext;
  readonly stage: Stage;
  readonly tools: ShippedTools;
}

/** Instructions that say something or bring files: in another stage they do the same again. */
const REPEATABLE = new Set(['ARG', 'ENV', 'LABEL', 'WORKDIR', 'EXPOSE', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'VOLUME', 'MAINTAINER']);
/** Programs of a build: where one of them runs after the split, it would be missing. */
const TOOLS = /^(?:make|gmake|gcc|g\+\+|cc|c\+\+|clang|cmake|ninja|meson|cargo|rustc|go|gfortran|pkg-config|autoconf|automake|node-gyp|tsc|pip[\d.]*|poetry|uv|pipenv|git)$/;

export function runOf({ context: { facts }, stage }: SplitScene, instruction: Instruction): RunFact | null {
  return facts.stageFact(stage).runs.find((run) => run.instruction === instruction) ?? null;
}

/** Why the instructions that build cannot be moved into a stage of their own: all but their RUNs is done again after them. */
export function refuseSection(scene: SplitScene, section: readonly Instruction[], isBuilding: (run: RunFact, command: ShellCommand) => boolean): Refusal | null {
  const { dockerfile, facts } = scene.context;
  for (const instruction of section) {
    const line = `line ${lineNumber(dockerfile, instruction)}`;
    const run = instruction.keyword === 'RUN' ? runOf(scene, instruction) : null;
    if (!run && !REPEATABLE.has(instruction.keyword)) return refuse(`${line} sets ${instruction.keyword} between the instructions that build`);
    if (!run) continue;
    if (!run.isComplete || run.commands.length === 0) return refuse(`part of the script in ${line} cannot be read`);
    if (facts.stateBefore(instruction).user.kind !== 'root') return refuse(`${line} runs as another user than root`);
    const other = run.commands.find((command) => command.isConditional || !isBuilding(run, command));
    if (other) return refuse(`what \`${sliceSpan(dockerfile.text, other.nameWord.span).slice(0, 40)}\` in ${line} does is needed on both sides, or on one that is not known`);
  }
  return null;
}

/** Why what follows the build would not work without it. */
export function refuseTail(scene: SplitScene, tail: readonly Instruction[]): Refusal | null {
  for (const instruction of tail) {
    const run = instruction.keyword === 'RUN' ? runOf(scene, instruction) : null;
    if (!run) continue;
    const line = `line ${lineNumber(scene.context.dockerfile, instruction)}`;
    if (!run.isComplete) return refuse(`part of the script in ${line} cannot be read`);
    const tool = run.commands.find(({ name }) => name === null || TOOLS.test(name));
    if (tool) return refuse(`${line} runs ${tool.name ?? 'a program that is not known'} after the build, and may need its tools`);
  }
  return null;
}

/** What of a section is said again in the next stage, as written. */
export function repeated({ text }: DockerfileModel, section: readonly Instruction[]): readonly string[] {
  return section.filter(({ keyword }) => keyword !== 'RUN').map(({ span }) => sliceSpan(text, span));
}

/** Gives the only FROM of a file a name. */
export function nameStage({ from }: Stage, name: string): TextEdit {
  return { span: { start: from.span.end, end: from.span.end }, text: ` AS ${name}` };
}

/** Lines above an instruction and its comments, of which the last ones begin a stage: a blank line sets it apart. */
export function beginAbove(model: DockerfileModel, place: Instruction, base: readonly string[], stage: readonly string[]): TextEdit {
  const eol = lineEnding(model);
  const { start } = blockOf(model, place);
  const isApart = start === 0 || /(?:^|\n)[ \t]*\r?\n$/.test(model.text.slice(Math.max(0, start - 100), start));
  const head = base.length === 0 ? '' : base.join(eol) + eol;
  const gap = isApart && head === '' ? '' : eol;
  return { span: { start, end: start }, text: `${head}${gap}${stage.join(eol)}${eol}` };
}

/** A stage that begins below an instruction. */
export function beginBelow(model: DockerfileModel, place: Instruction, stage: readonly string[]): TextEdit {
  const eol = lineEnding(model);
  const { end } = place.span;
  return { span: { start: end, end }, text: `${eol}${eol}${stage.join(eol)}` };
}

/** True for what tidies up after package managers, and for settings of the shell. */
export function isHousekeeping({ name, args }: ShellCommand): boolean {
  if (name === 'set' || name === 'true' || name === ':' || name === 'echo') return true;
  return name === 'rm' && args.every(({ value }) => value !== null && (/^-\w+$/.test(value) || /^(?:\/var\/lib\/apt\/lists|\/var\/cache\/(?:apt|apk)|\/root\/\.cache|~\/\.cache|\/tmp)\/?\S*$/.test(value)));
}
