import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { isEmptyNode, isNullNode, keyText } from '../nodes.ts';
import { isWantedMap, type WantedMap, type WantedValue } from '../renderYaml.ts';
import { sameNode } from '../sameExcept.ts';

/** What an edit is to change, told by the nodes of the text before it. */
export interface Changes {
  /** Pairs of maps and items of lists that go. */
  readonly removed?: ReadonlySet<unknown>;
  /** Values that read otherwise afterwards, and as what. */
  readonly replaced?: ReadonlyMap<Node, WantedValue>;
  /** Items that a list gets at its end. */
  readonly appended?: ReadonlyMap<YAMLSeq, readonly string[]>;
  /** Keys that a map gets at its end. */
  readonly added?: ReadonlyMap<YAMLMap, WantedMap>;
  /** Keys that get a value where nothing was written. */
  readonly filled?: ReadonlyMap<unknown, WantedValue>;
}

type NodeOrNothing = Node | null;

/**
 * As `sameButFor` for a collection that was read alone, so without the anchor and tag that stand before it.
 * @param items entries of a map where only those were read
 */
export function sameWithin(before: YAMLMap | YAMLSeq, after: NodeOrNothing, changes: Changes, items?: readonly Pair[]): boolean {
  return isMap(before) ? sameMap(before, items ?? before.items, after, changes) : sameSeq(before, after, changes);
}

/** True where `after` is `before` but for the changes: all else has the same values, spelling, anchors, tags and order. */
function sameButFor(before: NodeOrNothing, after: NodeOrNothing, changes: Changes): boolean {
  const wanted = before === null ? undefined : changes.replaced?.get(before);
  if (before && wanted !== undefined) return readsAs(after, wanted) && sameProperties(before, after);
  if (!isMap(before) && !isSeq(before)) return sameNode(before, after);
  return ((isMap(before) && isEmptied(before.items, after, changes)) || sameProperties(before, after)) && sameWithin(before, after, changes);
}

/** True where all entries of a map go, and nothing is written in their place. */
function isEmptied(entries: readonly unknown[], after: NodeOrNothing, { removed }: Changes): boolean {
  return entries.length > 0 && isNullNode(after) && entries.every((pair) => removed?.has(pair));
}

function sameMap(before: YAMLMap, entries: readonly unknown[], after: NodeOrNothing, changes: Changes): boolean {
  const left = entries.filter((pair) => !changes.removed?.has(pair)) as Pair<Node, Node | null>[];
  if (isEmptied(entries, after, changes)) return true;
  const added = Object.entries(changes.added?.get(before) ?? {});
  if (!isMap(after) || after.items.length !== left.length + added.length) return false;
  const items = after.items as Pair<Node, Node | null>[];
  const isKept = left.every((pair, i) => {
    const { key, value } = items[i]!;
    const filled = changes.filled?.get(pair);
    return sameNode(pair.key, key) && (filled === undefined ? sameButFor(pair.value, value, changes) : readsAs(value, filled));
  });
  return isKept && added.every(([name, wanted], i) => keyText(items[left.length + i]!.key) === name && readsAs(items[left.length + i]!.value, wanted));
}

function sameSeq(before: YAMLSeq, after: NodeOrNothing, changes: Changes): boolean {
  const left = before.items.filter((item) => !changes.removed?.has(item)) as NodeOrNothing[];
  const added = changes.appended?.get(before) ?? [];
  if (!isSeq(after) || after.items.length !== left.length + added.length) return false;
  const items = after.items as NodeOrNothing[];
  return left.every((item, i) => sameButFor(item, items[i]!, changes)) && added.every((text, i) => readsAs(items[left.length + i]!, text));
}

/** True where a node says just that; text may stand there as a number or boolean that is written in the same way. */
function readsAs(node: NodeOrNothing, wanted: WantedValue): boolean {
  if (isWantedMap(wanted)) return readsAsMap(node, wanted);
  if (Array.isArray(wanted)) return isSeq(node) && node.items.length === wanted.length && node.items.every((item, i) => readsAs(item as Node, wanted[i] as string));
  if (!isScalar(node)) return false;
  return node.value === wanted || (node.type === 'PLAIN' && typeof node.value !== 'string' && node.source === wanted);
}

function readsAsMap(node: NodeOrNothing, wanted: WantedMap): boolean {
  const keys = Object.keys(wanted);
  if (keys.length === 0 && isEmptyNode(node)) return true;
  if (!isMap(node) || node.items.length !== keys.length) return false;
  return node.items.every(({ key, value }) => {
    const name = keyText(key);
    return name !== null && Object.hasOwn(wanted, name) && readsAs(value as NodeOrNothing, wanted[name]!);
  });
}

function sameProperties(before: Node, after: NodeOrNothing): boolean {
  if (!after || isAlias(after) || isAlias(before)) return false;
  return before.tag === after.tag && (before as { anchor?: string }).anchor === (after as { anchor?: string }).anchor;
}
