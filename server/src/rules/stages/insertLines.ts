import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import { blockOf } from '../edits/instructionBlock.ts';
import { lineEnding } from '../edits/lineEnding.ts';

/** Lines of their own right above an instruction and its comments, set apart from it where it is set apart from what is above it. */
export function linesAbove(model: DockerfileModel, place: Instruction, lines: readonly string[]): TextEdit {
  const eol = lineEnding(model);
  const { start } = blockOf(model, place);
  const isApart = start === 0 || /\n[ \t]*\r?\n$/.test(model.text.slice(Math.max(0, start - 100), start));
  return { span: { start, end: start }, text: `${lines.join(eol)}${eol}${isApart ? eol : ''}` };
}

/** Lines of their own right below an instruction. */
export function linesBelow(model: DockerfileModel, place: Instruction, lines: readonly string[]): TextEdit {
  const eol = lineEnding(model);
  const { end } = place.span;
  return { span: { start: end, end }, text: lines.map((line) => eol + line).join('') };
}
