import type { RunFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';

/** Where the end of a RUN goes, the comments before it stay, on lines of their own behind it. */
export function keepComments(model: DockerfileModel, run: RunFact, edit: TextEdit): TextEdit {
  const { instruction } = run;
  if (edit.text !== '' || edit.span.end !== instruction.span.end || instruction.heredocs.length > 0) return edit;
  const removed = model.text.slice(edit.span.start, edit.span.end);
  if (!removed.includes('#')) return edit;
  const eol = removed.includes('\r\n') ? '\r\n' : '\n';
  let kept = '';
  for (let at = removed.indexOf('\n'); at !== -1; ) {
    const next = removed.indexOf('\n', at + 1);
    const line = removed.slice(at + 1, next === -1 ? undefined : next);
    if (/^[ \t]*#/.test(line)) kept += eol + line.replace(/\r$/, '');
    at = next;
  }
  return { span: edit.span, text: kept };
}
