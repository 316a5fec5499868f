import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { lineEndOf } from './layout.ts';
import { isEmptyNode } from './nodes.ts';

/** Where whole lines can be added behind the last entry of a block map. */
export interface LinePoint {
  readonly offset: number;
  /** `behind`: at the end of a line, so added text begins with a line ending. `before`: at the start of a line. */
  readonly side: 'behind' | 'before';
  /** True where the entry before it ends in a plain way: nothing can be swallowed by what is added. */
  readonly isPlain: boolean;
}

/**
 * The end of the last entry of a block collection, with the comments that directly follow it at `column` or deeper.
 * Node ends of the library are no help here: they swallow comments and blank lines that belong to what comes next.
 * Null where the text around it is of a kind that nobody writes.
 */
export function endOfBlock(text: string, block: YAMLMap | YAMLSeq, column: number): LinePoint | null {
  return endOfLeaf(text, deepestLast(block, undefined), column);
}

/** The same for one entry: the end of its value, or of its key where it has none. */
export function endOfEntry(text: string, { key, value }: Pair<Node, Node | null>, column: number): LinePoint | null {
  return endOfLeaf(text, deepestLast(value ?? null, key.range?.[1]), column);
}

/** The same for one item of a list; `dash` is where it begins. */
export function endOfItem(text: string, item: Node | null, dash: number, column: number): LinePoint | null {
  return endOfLeaf(text, deepestLast(item, dash + 1), column);
}

interface Leaf {
  readonly node: Node | null;
  readonly keyEnd: number | undefined;
}

function endOfLeaf(text: string, last: Leaf | null, column: number): LinePoint | null {
  if (!last) return null;
  if (isScalar(last.node) && (last.node.type === 'BLOCK_LITERAL' || last.node.type === 'BLOCK_FOLDED')) {
    return endOfBlockScalar(text, last.node, column);
  }
  const isEmpty = isEmptyNode(last.node);
  const end = isEmpty ? last.keyEnd : last.node?.range?.[1];
  if (end === undefined) return null;
  const lineEnd = lineEndOf(text, end);
  const rest = text.slice(end, lineEnd);
  if (!(isEmpty ? /^[ \t]*:?(?:[ \t]+[&!][^\s#]+)*[ \t]*(?:[ \t]#.*)?$/ : /^[ \t]*(?:[ \t]#.*)?$/).test(rest)) return null;
  return { offset: skipComments(text, lineEnd, column), side: 'behind', isPlain: !isEmpty && isClosed(text, last.node) };
}

/** True for what ends where its text does: nothing that is added behind its line can become a part of it. */
function isClosed(text: string, node: Node | null): boolean {
  return isScalar(node) || isAlias(node) || isBracketed(text, node);
}

/** True for a flow collection: nothing behind its bracket can become a part of it. */
function isBracketed(text: string, node: Node | null): boolean {
  if (!isCollection(node) || !node.flow || !node.range) return false;
  return text[node.range[1] - 1] === (isMap(node) ? '}' : ']');
}

/** Leaves of block collections; flow collections end where their bracket does. */
function deepestLast(from: Node | null, end: number | undefined): Leaf | null {
  let node = from;
  let keyEnd = end;
  while ((isMap(node) || isSeq(node)) && !node.flow) {
    const item: unknown = node.items[node.items.length - 1];
    if (item === undefined) return null;
    if (isPair(item)) {
      const { key, value } = item as Pair<Node, Node | null>;
      keyEnd = key.range?.[1];
      node = value ?? null;
    } else {
      keyEnd = (item as Node | null)?.range?.[0];
      node = item as Node | null;
    }
  }
  return { node, keyEnd };
}

function endOfBlockScalar(text: string, node: Node, column: number): LinePoint | null {
  const [start, end] = [node.range?.[0], node.range?.[1]];
  if (start === undefined || end === undefined) return null;
  const header = /^[|>][-+0-9]*/.exec(text.slice(start, start + 4))?.[0] ?? '';
  const endsInLine = text.charCodeAt(end - 1) !== 10;
  if (header.includes('+')) {
    // Blank lines belong to the value, so nothing may come between them.
    return endsInLine ? null : { offset: end, side: 'before', isPlain: false };
  }
  // Without a line ending at the end of the file, adding one would add it to the value, too.
  if (endsInLine && end === text.length && !header.includes('-')) return null;
  let at = end;
  while (at > start && /\s/.test(text[at - 1]!)) at--;
  return { offset: skipComments(text, lineEndOf(text, at), column), side: 'behind', isPlain: false };
}

/** Moves the end of a line over comment lines that directly follow and are indented by `column` or more. */
function skipComments(text: string, lineEnd: number, column: number): number {
  let end = lineEnd;
  for (;;) {
    const newline = text.indexOf('\n', end);
    if (newline === -1) return end;
    const next = newline + 1;
    let hash = next;
    while (text.charCodeAt(hash) === 32) hash++;
    if (text.charCodeAt(hash) !== 35 || hash - next < column) return end;
    end = lineEndOf(text, next);
  }
}

/** Offset behind the colon of a pair; null for a key without one, or with a comment or property in between. */
export function behindColon(text: string, pair: Pair<Node, Node | null>): number | null {
  let at = pair.key.range?.[1];
  if (at === undefined) return null;
  while (at < text.length && /[ \t]/.test(text[at]!)) at++;
  return text[at] === ':' ? at + 1 : null;
}
