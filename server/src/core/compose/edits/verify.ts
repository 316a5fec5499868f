import type { YAMLMap, YAMLSeq } from 'yaml';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { containsSpan, span, type Span } from '../../text/span.ts';
import { readingColumn } from '../layout.ts';
import type { ComposeModel } from '../model.ts';
import { readYamlStream } from '../yamlStream.ts';
import { unusual } from './editing.ts';
import { sameWithin, type Changes } from './expected.ts';

/**
 * Reads the collection around the edits again, as they leave it, and refuses where anything but the changes came or went:
 * a value, an anchor, an order, or a comment outside of what is taken out on purpose.
 */
export function verify(model: ComposeModel, around: YAMLMap | YAMLSeq, edits: readonly TextEdit[], changes: Changes): void {
  const { text } = model;
  const [start, , nodeEnd] = around.range ?? [];
  if (start === undefined || nodeEnd === undefined) unusual();
  const end = Math.max(nodeEnd, ...edits.map((edit) => edit.span.end));
  const column = readingColumn(text, span(start, end), edits);
  const shift = column - start;
  if (edits.some((edit) => edit.span.start + shift < 0)) unusual();
  const moved = edits.map((edit) => ({ span: span(edit.span.start + shift, edit.span.end + shift), text: edit.text }));
  const { documents, commentSpans, complete } = readYamlStream(applyEdits(' '.repeat(column) + text.slice(start, end), moved));
  if (!complete || documents.length > 1 || documents.some(({ errors }) => errors.length > 0)) unusual();
  if (!sameWithin(around, documents[0]?.contents ?? null, changes)) unusual();
  const kept = commentsWithin(model, span(start, end)).filter((at) => !edits.some((edit) => edit.text === '' && containsSpan(edit.span, at)));
  if (kept.length !== commentSpans.length) unusual();
}

/** Places of the comments within a part of the text, found by halving: a long file has thousands. */
export function commentsWithin(model: ComposeModel, part: Span): Span[] {
  const { comments } = model;
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.span.start < part.start) low = middle + 1;
    else high = middle;
  }
  const found: Span[] = [];
  for (let i = low; i < comments.length && comments[i]!.span.end <= part.end; i++) found.push(comments[i]!.span);
  return found;
}
