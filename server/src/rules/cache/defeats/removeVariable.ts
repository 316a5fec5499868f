import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';

/** Takes one variable out of an ENV or ARG, the whole instruction where it is the only one; null where a comment is in the way. */
export function removeVariable(model: DockerfileModel, origin: Instruction, name: string): TextEdit | null {
  const { text } = model;
  const all = readAssignments(origin, model.escape);
  const at = all.findIndex((one) => one.name === name);
  if (at === -1) return null;
  const isCommented = (start: number, end: number) => model.comments.some((comment) => comment.span.start >= start && comment.span.end <= end);
  const take = (start: number, end: number): TextEdit | null => (isCommented(start, end) ? null : { span: span(start, end), text: '' });
  if (all.length === 1) {
    const lineStart = text.lastIndexOf('\n', origin.span.start - 1) + 1;
    const newline = text.indexOf('\n', origin.span.end);
    return take(lineStart, newline === -1 ? text.length : newline + 1);
  }
  const { word } = all[at]!;
  return at === 0 ? take(word.span.start, all[1]!.word.span.start) : take(all[at - 1]!.word.span.end, word.span.end);
}
