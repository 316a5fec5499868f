import { isMap, type YAMLMap, type YAMLSeq } from 'yaml';
import { RecentlyUsed } from '../../collections/recentlyUsed.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { containsSpan, span, type Span } from '../../text/span.ts';
import { readingColumn } from '../layout.ts';
import type { ComposeModel } from '../model.ts';
import { readYamlStream, type YamlStream } from '../yamlStream.ts';
import { touchedEntries } from './touchedEntries.ts';
import { unusual } from './editing.ts';
import { sameWithin, type Changes } from './expected.ts';

/**
 * Reads the collection around the edits again, as they leave it, or of a map in block style the entries that they can touch, and refuses where
 * anything but the changes came or went: a value, an anchor, an order, or a comment outside of what is taken out on purpose.
 */
export function verify(model: ComposeModel, around: YAMLMap | YAMLSeq, edits: readonly TextEdit[], changes: Changes): void {
  const { text } = model;
  const [nodeStart, , nodeEnd] = around.range ?? [];
  if (nodeStart === undefined || nodeEnd === undefined) unusual();
  const touched = isMap(around) ? touchedEntries(text, around, edits) : null;
  const start = touched?.start ?? nodeStart;
  const end = touched?.end ?? Math.max(nodeEnd, ...edits.map((edit) => edit.span.end));
  const column = readingColumn(text, span(start, end), edits);
  const shift = column - start;
  if (edits.some((edit) => edit.span.start + shift < 0)) unusual();
  const moved = edits.map((edit) => ({ span: span(edit.span.start + shift, edit.span.end + shift), text: edit.text }));
  const after = applyEdits(' '.repeat(column) + text.slice(start, end), moved);
  // The entry behind them has to begin a line as before.
  if (touched && touched.end !== null && !/(?:^|\n) *$/.test(after)) unusual();
  const { documents, commentSpans, complete } = readPart(after);
  if (!complete || documents.length > 1 || documents.some(({ errors }) => errors.length > 0)) unusual();
  if (!sameWithin(around, documents[0]?.contents ?? null, changes, touched?.items)) unusual();
  const kept = commentsWithin(model, span(start, end)).filter((at) => !edits.some((edit) => edit.text === '' && containsSpan(edit.span, at)));
  if (kept.length !== commentSpans.length) unusual();
}

/** Services often wait for the same ones, in one file as in the next, and an edit of each then leaves the same lines. By these, with UTF-16 code units. */
const readParts = new RecentlyUsed<string, YamlStream>(20_000);
const LONGEST_REMEMBERED = 500;

function readPart(text: string): YamlStream {
  if (text.length > LONGEST_REMEMBERED) return readYamlStream(text);
  const stream = readParts.get(text) ?? readYamlStream(text);
  readParts.set(text, stream, text.length);
  return stream;
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
