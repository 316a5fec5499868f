import type { DockerfileModel } from '../dockerfile/model.ts';
import { applyEdits, editsConflict, type TextEdit } from '../text/edits.ts';
import type { Span } from '../text/span.ts';
import type { ShellCommand } from './command.ts';
import { removeCommandAt } from './removeCommand.ts';
import { removeRange } from './removeRange.ts';

/** The part of a Dockerfile's model that edits need. */
export type EditedDockerfile = Pick<DockerfileModel, 'text' | 'escape'>;

/** Takes one argument or prefix assignment out of a command; see `removeRange`. */
export function removeWord(model: EditedDockerfile, command: ShellCommand, word: { readonly span: Span }): TextEdit | null {
  return removeWords(model, command, [word.span]);
}

/**
 * Takes arguments or prefix assignments out of a command as one edit, wherever in it they stand.
 * @returns null where one of them cannot be taken out surely
 */
export function removeWords(model: EditedDockerfile, command: ShellCommand, spans: readonly Span[]): TextEdit | null {
  const edits: TextEdit[] = [];
  for (const range of neighbours(model.text, command, spans)) {
    const edit = removeRange(model.text, command, range, model.escape);
    if (!edit || edits.some((other) => editsConflict(other, edit))) return null;
    edits.push(edit);
  }
  if (edits.length < 2) return edits[0] ?? null;
  const start = Math.min(...edits.map((edit) => edit.span.start));
  const end = Math.max(...edits.map((edit) => edit.span.end));
  const moved = edits.map((edit) => ({ span: { start: edit.span.start - start, end: edit.span.end - start }, text: edit.text }));
  return { span: { start, end }, text: applyEdits(model.text.slice(start, end), moved) };
}

/** Takes a command with its connector out of the list it stands in; see `removeCommandAt`. */
export function removeCommand(
  model: EditedDockerfile,
  run: { readonly commands: readonly ShellCommand[] },
  command: ShellCommand,
): TextEdit | null {
  return removeCommandAt(model.text, run.commands, run.commands.indexOf(command), model.escape);
}

const ONLY_CONTINUATIONS = /^(?:[ \t]|[\\`][ \t]*\r?\n)*$/;

/** Joins words with nothing else between them, since what goes with them depends on what is left beside them. */
function neighbours(document: string, command: ShellCommand, spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const own = [...command.assignments, command.nameWord, ...command.args].map((word) => word.span).sort((a, b) => a.start - b.start);
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const joined: Span[] = [];
  let reached = -2;
  for (const span of sorted) {
    const at = own.findIndex((word) => word.start === span.start && word.end === span.end);
    const last = joined[joined.length - 1];
    const follows = last && at !== -1 && at === reached + 1 && ONLY_CONTINUATIONS.test(document.slice(last.end, span.start));
    if (follows) joined[joined.length - 1] = { start: last.start, end: span.end };
    else joined.push(span);
    reached = at === -1 ? -2 : at;
  }
  return joined;
}
