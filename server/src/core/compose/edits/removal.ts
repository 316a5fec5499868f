import { isAlias, isPair, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextEdit } from '../../text/edits.ts';
import { span, type Span } from '../../text/span.ts';
import { behindColon, endOfEntry, endOfItem } from '../insertionPoint.ts';
import { columnOf, lineEndOf, lineStartOf } from '../layout.ts';
import { isEmptyNode } from '../nodes.ts';
import { unusual } from './editing.ts';

/** Takes one of several entries or items out of a collection, with its lines, its own comment and its comma. */
export function removalOf(text: string, holder: YAMLMap | YAMLSeq, index: number): TextEdit {
  const at = holder.flow ? flowPart(text, holder, index) : blockPart(text, holder, index);
  return { span: at, text: '' };
}

function blockPart(text: string, holder: YAMLMap | YAMLSeq, index: number): Span {
  const item: unknown = holder.items[index];
  return isPair(item) ? entryLines(text, holder, index, item as Pair<Node, Node | null>) : itemLines(text, holder, item as Node | null);
}

function entryLines(text: string, holder: YAMLMap | YAMLSeq, index: number, pair: Pair<Node, Node | null>): Span {
  const start = pair.key.range?.[0];
  if (start === undefined || hasProperties(pair.key)) unusual();
  const lineStart = lineStartOf(text, start);
  if (text.slice(lineStart, start).trim() === '') {
    return wholeLines(text, lineStart, endOfEntry(text, pair, start - lineStart + 1));
  }
  // The first key of an item stands behind its dash, where the next key takes its place.
  const next = (holder.items[index + 1] as Pair<Node, Node | null> | undefined)?.key.range?.[0];
  if (index !== 0 || next === undefined || !/^[ ]*(?:-[ ]+)+$/.test(text.slice(lineStart, start))) unusual();
  const between = text.slice(lineEndOf(text, start), lineStartOf(text, next));
  if (columnOf(text, next) !== columnOf(text, start) || /^[ \t]*#/m.test(between)) unusual();
  return span(start, next);
}

function itemLines(text: string, seq: YAMLMap | YAMLSeq, item: Node | null): Span {
  const start = item?.range?.[0];
  const first = seq.range?.[0];
  if (start === undefined || first === undefined) unusual();
  const column = columnOf(text, first);
  const lineStart = lineStartOf(text, start);
  const dash = lineStart + column;
  if (!/^ *-(?:[ \t]+[&!]\S+)*[ \t]*$/.test(text.slice(lineStart, start)) || text[dash] !== '-') unusual();
  return wholeLines(text, lineStart, endOfItem(text, item, dash, column + 1));
}

/** From the start of a line to the start of the one behind the end, a blank line too where two would be left in a row. */
function wholeLines(text: string, start: number, end: { offset: number; side: 'behind' | 'before' } | null): Span {
  if (!end) unusual();
  if (end.side === 'before') return span(start, end.offset);
  const next = nextLine(text, end.offset);
  if (next === null) return start === 0 ? span(0, end.offset) : span(lineEndOf(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0)), end.offset);
  const afterBlank = isBlankLine(text, next) ? nextLine(text, lineEndOf(text, next)) : null;
  const isBlankBefore = start > 0 && isBlankLine(text, lineStartOf(text, start - 1));
  return span(start, isBlankBefore && afterBlank !== null ? afterBlank : next);
}

function nextLine(text: string, lineEnd: number): number | null {
  const newline = text.indexOf('\n', lineEnd);
  return newline === -1 ? null : newline + 1;
}

function isBlankLine(text: string, lineStart: number): boolean {
  return lineStart < text.length && text.slice(lineStart, lineEndOf(text, lineStart)).trim() === '';
}

function flowPart(text: string, holder: YAMLMap | YAMLSeq, index: number): Span {
  const parts = holder.items.map((item) => flowSpan(text, item));
  const own = parts[index];
  const [open = 0, close = 0] = holder.range ?? [];
  if (!own || parts.some((each) => each === null)) unusual();
  const before = index === 0 ? open + 1 : parts[index - 1]!.end;
  const after = parts[index + 1]?.start ?? close - 1;
  if (parts.length === 1) {
    if (!/^\s*,?\s*$/.test(text.slice(before, own.start) + text.slice(own.end, after))) unusual();
    return span(before, after);
  }
  const alone = ownLines(text, own);
  if (alone && alone.start > open && alone.end < close) return alone;
  if (index === parts.length - 1) {
    if (!/^[ \t]*,\s*$/.test(text.slice(before, own.start))) unusual();
    return span(before, own.end);
  }
  if (!/^\s*,[ \t]*(?:\r?\n[ \t]*)?$/.test(text.slice(own.end, after))) unusual();
  return span(own.start, after);
}

/** The lines of a part of a flow collection that shares them with nothing but its comma and its comment. */
function ownLines(text: string, own: Span): Span | null {
  const start = lineStartOf(text, own.start);
  const end = lineEndOf(text, own.end);
  if (text.slice(start, own.start).trim() !== '' || !/^[ \t]*,?[ \t]*(?:[ \t]#.*)?$/.test(text.slice(own.end, end))) return null;
  const next = nextLine(text, end);
  return next === null ? null : span(start, next);
}

function flowSpan(text: string, item: unknown): Span | null {
  const first = (isPair(item) ? item.key : item) as Node | null;
  const [start, end] = first?.range ?? [];
  if (start === undefined || end === undefined || hasProperties(first)) return null;
  if (!isPair(item)) return span(start, end);
  const pair = item as Pair<Node, Node | null>;
  if (isEmptyNode(pair.value)) return hasProperties(pair.value) ? null : span(start, behindColon(text, pair) ?? end);
  return span(start, pair.value?.range?.[1] ?? end);
}

function hasProperties(node: Node | null): boolean {
  return !!node && !isAlias(node) && ((node as { anchor?: string }).anchor !== undefined || (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org')));
}
