import { columnOf, lineEndOf, lineStartOf } from '../../../core/compose/layout.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { parseCompose } from '../../../core/compose/parseCompose.ts';
import { applyEdits, type TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';

/** A service alone, before and after edits of it: what a long file says besides need not be read again for each of its services. */
export interface Excerpt {
  readonly before: ComposeModel;
  readonly after: ComposeModel;
}

/** Null for a service that is not written as lines of its own, and for edits that reach beyond it. */
export function excerptOf({ text }: ComposeModel, { span: place, declarations, map }: ComposeService, edits: readonly TextEdit[]): Excerpt | null {
  const start = lineStartOf(text, place.start);
  const end = edits.reduce((most, edit) => Math.max(most, edit.span.end), lineEndOf(text, place.end));
  const isBlock = declarations.length === 1 && map !== null && !map.flow && /^ +$/.test(text.slice(start, place.start)) && columnOf(text, place.start) > 0;
  if (!isBlock || edits.some((edit) => edit.span.start < start)) return null;
  const head = 'services:\n';
  const shift = head.length - start;
  const before = head + text.slice(start, end);
  const shifted = edits.map((edit) => ({ span: span(edit.span.start + shift, edit.span.end + shift), text: edit.text }));
  return { before: parseCompose(before), after: parseCompose(applyEdits(before, shifted)) };
}
