import type { Node, Pair, YAMLMap } from 'yaml';
import type { TextEdit } from '../../text/edits.ts';
import { columnOf, lineStartOf } from '../layout.ts';

/** Entries of a map in block style that can be read without the others. */
export interface TouchedEntries {
  readonly items: readonly Pair<Node, Node | null>[];
  /** Where their first key begins. */
  readonly start: number;
  /** Where the key behind them begins; null where there is none. */
  readonly end: number | null;
}

/**
 * The entries of a map that edits can change. Each begins a line in the column of the map, and such a line goes on with nothing from above, so the
 * entries before and behind read as they did. Null where the edits touch all, or where the map is written in another way.
 */
export function touchedEntries(text: string, map: YAMLMap, edits: readonly TextEdit[]): TouchedEntries | null {
  const items = map.items as Pair<Node, Node | null>[];
  if (map.flow || items.length < 2 || edits.length === 0) return null;
  const starts = items.map(({ key }) => key.range?.[0] ?? -1);
  const column = columnOf(text, starts[0]!);
  const editStart = Math.min(...edits.map((edit) => edit.span.start));
  const editEnd = Math.max(...edits.map((edit) => edit.span.end));
  let first = Math.max(0, starts.findLastIndex((start) => start - column <= editStart));
  const next = Math.max(first, starts.findLastIndex((start) => start - column < editEnd)) + 1;
  // What is left of an entry without its key could go on with the text of the one before.
  if (first > 0 && editStart <= (items[first]!.key.range?.[1] ?? 0)) first--;
  if (first === 0 && next === items.length) return null;
  const bounds = starts.filter((_, i) => (i === first && i > 0) || i === next);
  if (!bounds.every((start) => beginsLine(text, start, column))) return null;
  return { items: items.slice(first, next), start: starts[first]!, end: starts[next] ?? null };
}

function beginsLine(text: string, start: number, column: number): boolean {
  const lineStart = lineStartOf(text, start);
  return start - lineStart === column && /^ *$/.test(text.slice(lineStart, start));
}
