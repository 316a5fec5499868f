import { gatherEach } from '../../../core/collections/gather.ts';
import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import { skipBlanks } from '../../../core/shell/continuation.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import { lineEnding } from '../../edits/lineEnding.ts';

const DEFAULT_INDENT = '    ';
/** Wider ones align words below the first line of their own RUN and fit no other. In columns. */
const WIDEST_INDENT = 8;

/**
 * Adds mount flags to a RUN as its author would: after the flags that are there, on lines of their own where those stand so;
 * else behind RUN, with the command on the next line. A heredoc or exec form stays on the line of RUN.
 * @param mounts at least one flag
 */
export function insertMounts(model: DockerfileModel, run: Instruction, mounts: readonly string[]): TextEdit {
  const { text } = model;
  const lastFlag = run.flags.at(-1);
  const before = lastFlag ? lastFlag.span.end : run.keywordSpan.end;
  const gap = text.slice(before, run.bodySpan.start);
  const broken = (indent: string) => ` ${model.escape}${lineEnding(model)}${indent}`;
  const insertAt = (offset: number, added: string): TextEdit => ({ span: span(offset, offset), text: added });
  if (lastFlag) {
    const joint = flagsStandOnLines(text, run, gap) ? broken(flagIndent(text, run)) : ' ';
    return insertAt(before, mounts.map((mount) => joint + mount).join(''));
  }
  if (gap.includes('\n')) return insertAt(before, ` ${mounts.join(broken(lineIndent(text, run.bodySpan.start)))}`);
  if (run.exec || run.heredocs.length > 0) return insertAt(run.bodySpan.start, `${mounts.join(' ')} `);
  const joint = broken(bodyIndent(model, run));
  return insertAt(run.bodySpan.start, gatherEach(mounts, (mount) => mount + joint).join(''));
}

/** With several flags the way they are joined decides; with one, whether the command stands on a line of its own. */
function flagsStandOnLines(text: string, run: Instruction, gap: string): boolean {
  const [previous, last] = run.flags.slice(-2);
  return last ? text.slice(previous!.span.end, last.span.start).includes('\n') : gap.includes('\n');
}

function flagIndent(text: string, run: Instruction): string {
  return lineIndent(text, run.flags.length > 1 ? run.flags.at(-1)!.span.start : run.bodySpan.start);
}

/** White space before the first word of the line that holds `offset`. */
function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0] || DEFAULT_INDENT;
}

/** As this RUN indents its continued lines, else as most instructions of the file do. */
function bodyIndent(model: DockerfileModel, run: Instruction): string {
  return continuationIndent(model.text, run) ?? commonIndent.of(model);
}

const commonIndent = new Memo((model: DockerfileModel): string => {
  const counts = new Map<string, number>();
  for (const instruction of model.instructions) {
    const indent = continuationIndent(model.text, instruction);
    if (indent !== null && indent.length <= WIDEST_INDENT) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  let best = DEFAULT_INDENT;
  for (const [indent, count] of counts) if (count > (counts.get(best) ?? 0)) best = indent;
  return best;
});

/** The least indentation of the continued lines; null where that is less than two columns or a tab (` && …`): deeper lines align with those. */
function continuationIndent(text: string, instruction: Instruction): string | null {
  const end = instruction.heredocs[0]?.operator.start ?? instruction.span.end;
  let least: string | null = null;
  for (let at = text.indexOf('\n', instruction.span.start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    const most = Math.min(end, at + 200);
    const first = skipBlanks(text, at + 1);
    if (first >= most || !/[^\s#]/.test(text[first]!)) continue;
    const indent = text.slice(at + 1, first);
    if (!indent.includes('\t') && indent.length < 2) return null;
    if (least === null || indent.length < least.length) least = indent;
  }
  return least;
}
