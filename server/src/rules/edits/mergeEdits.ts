import type { TextEdit } from '../../core/text/edits.ts';

/** Joins insertions at the same place in the order given, and drops edits given twice. */
export function mergeEdits(edits: readonly TextEdit[]): readonly TextEdit[] {
  if (edits.length < 2) return edits;
  const merged = new Map<string, TextEdit>();
  for (const edit of edits) {
    const key = `${edit.span.start}:${edit.span.end}`;
    const before = merged.get(key);
    if (!before) merged.set(key, edit);
    else if (edit.span.start === edit.span.end) merged.set(key, { span: edit.span, text: before.text + edit.text });
  }
  return [...merged.values()];
}
