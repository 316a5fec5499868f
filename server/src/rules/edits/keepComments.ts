import type { RunFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';

/** Where the end of a RUN goes, the comments before it stay, on lines of their own behind it. */
export function keepComments(model: DockerfileModel, run: RunFact, edit: TextEdit): TextEdit {
  const { instruction } = run;
  if (edit.text !== '' || edit.span.end !== instruction.span.end || instruction.heredocs.length > 0) return edit;
  const removed = model.text.slice(edit.span.start, edit.span.end);
  if (!removed.includes('#')) return edit;
  const kept = removed.split('\n').slice(1).filter((line) => /^[ \t]*#/.test(line));
  const eol = removed.includes('\r\n') ? '\r\n' : '\n';
  return { span: edit.span, text: kept.map((line) => eol + line.replace(/\r$/, '')).join('') };
}
