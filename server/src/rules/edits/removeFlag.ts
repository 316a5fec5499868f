import type { DockerfileModel, Flag, Instruction } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import { span } from '../../core/text/span.ts';

/** Takes a flag out with the space before it; null where a comment stands between. */
export function removeFlag({ text, escape }: DockerfileModel, instruction: Instruction, flag: Flag): TextEdit | null {
  const before = instruction.flags[instruction.flags.indexOf(flag) - 1]?.span.end ?? instruction.keywordSpan.end;
  const gap = text.slice(before, flag.span.start);
  return gap.replaceAll(escape, '').trim() === '' ? { span: span(before, flag.span.end), text: '' } : null;
}
