import type { DockerfileModel, Instruction } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import { sliceSpan, type Span } from '../../core/text/span.ts';
import { lineEnding } from './lineEnding.ts';

/** An instruction with the comment lines directly above it, from the start of the first line to its own end. */
export function blockOf({ text, comments }: DockerfileModel, { span }: Instruction): Span {
  const starts = startsOf(comments);
  let start = text.lastIndexOf('\n', span.start - 1) + 1;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    const indent = /^[ \t]*/.exec(text.slice(previous, start))![0].length;
    if (!starts.has(previous + indent)) break;
    start = previous;
  }
  return { start, end: span.end };
}

const remembered = new WeakMap<DockerfileModel['comments'], ReadonlySet<number>>();

function startsOf(comments: DockerfileModel['comments']): ReadonlySet<number> {
  let starts = remembered.get(comments);
  if (!starts) remembered.set(comments, (starts = new Set(comments.map(({ span }) => span.start))));
  return starts;
}

/** Takes whole lines out, their line ending too, and one of two blank lines that would then meet. */
export function removeLines(text: string, { start, end }: Span): TextEdit {
  const newline = text.indexOf('\n', end);
  if (newline === -1) {
    // The last line of the file: its line goes with the line ending before it.
    const before = text[start - 2] === '\r' ? start - 2 : Math.max(0, start - 1);
    return { span: { start: before, end: text.length }, text: '' };
  }
  const next = newline + 1;
  const followsBlank = start === 0 || /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 100), start));
  const blank = followsBlank ? (/^[ \t]*\r?\n/.exec(text.slice(next, next + 100))?.[0].length ?? 0) : 0;
  return { span: { start, end: next + blank }, text: '' };
}

/** Blocks on neighbouring lines as one, so that they are taken out together. */
export function joinTouching(text: string, blocks: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last && /^[ \t]*\r?\n$/.test(text.slice(last.end, block.start))) joined[joined.length - 1] = { start: last.start, end: block.end };
    else joined.push(block);
  }
  return joined;
}

/** The line of an instruction without the comments above it. */
export function lineOf(text: string, { span }: Instruction): Span {
  return { start: text.lastIndexOf('\n', span.start - 1) + 1, end: span.end };
}

/** Inserts blocks right above an instruction and the comments that belong to it. */
export function insertAbove(model: DockerfileModel, place: Instruction, blocks: readonly Span[]): TextEdit {
  const eol = lineEnding(model);
  const at = blockOf(model, place).start;
  return { span: { start: at, end: at }, text: blocks.map((block) => `${sliceSpan(model.text, block)}${eol}`).join('') };
}

/** Inserts blocks right below an instruction, set apart where it is. */
export function insertBelow(model: DockerfileModel, place: Instruction, blocks: readonly Span[]): TextEdit {
  const { text } = model;
  const eol = lineEnding(model);
  const at = place.span.end;
  const isApart = /^[ \t]*\r?\n[ \t]*\r?\n/.test(text.slice(at, at + 100));
  const body = blocks.map((block) => sliceSpan(text, block)).join(eol);
  return { span: { start: at, end: at }, text: `${isApart ? eol : ''}${eol}${body}` };
}
