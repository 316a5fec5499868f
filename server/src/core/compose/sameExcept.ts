import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ComposeModel } from './model.ts';
import { isEmptyNode, keyText } from './nodes.ts';
import { isWantedMap, type WantedMap, type WantedValue } from './renderYaml.ts';

/**
 * True where `after` is `before` with nothing but wanted keys added: every other value, anchor, tag, spelling and the
 * order of keys are the same. Values that were there stay even where something else was wanted.
 */
export function onlyAdds(before: Node | null, after: Node | null, wanted: WantedMap): boolean {
  if (!isMap(before)) return isEmptyNode(before) ? isWanted(after, wanted) : sameNode(before, after);
  if (!isMap(after) || !sameProperties(before, after)) return false;
  let next = 0;
  for (const item of after.items) {
    const pair = item as Pair<Node, Node | null>;
    const old = before.items[next] as Pair<Node, Node | null> | undefined;
    const key = keyText(pair.key);
    const wish = key !== null && Object.hasOwn(wanted, key) ? wanted[key] : undefined;
    if (old && sameNode(old.key, pair.key)) {
      next++;
      if (!valueKept(old.value, pair.value, wish)) return false;
    } else if (wish === undefined || !isWanted(pair.value, wish)) {
      return false;
    }
  }
  return next === before.items.length;
}

function valueKept(before: Node | null, after: Node | null, wish: WantedValue | undefined): boolean {
  if (wish === undefined) return sameNode(before, after);
  if (isWantedMap(wish)) return onlyAdds(before, after, wish) || sameNode(before, after);
  return sameNode(before, after) || (isEmptyNode(before) && isWanted(after, wish));
}

/** True where a node holds wanted values and nothing else; keys may be missing, as they are where another edit or value has them. */
function isWanted(node: Node | null, wanted: WantedValue): boolean {
  if (isWantedMap(wanted)) {
    if (!isMap(node)) return isEmptyNode(node) && Object.keys(wanted).length === 0;
    return node.items.every(({ key, value }) => {
      const name = keyText(key);
      return name !== null && Object.hasOwn(wanted, name) && isWanted(value as Node | null, wanted[name]!);
    });
  }
  if (Array.isArray(wanted)) {
    return isSeq(node) && node.items.length === wanted.length && node.items.every((item, i) => isScalar(item) && item.value === wanted[i]);
  }
  return isScalar(node) && node.value === wanted;
}

function sameProperties(a: Node, b: Node): boolean {
  return a.tag === b.tag && (a as { anchor?: string }).anchor === (b as { anchor?: string }).anchor;
}

/** True where two nodes of different documents are written alike, as far as their meaning goes. */
export function sameNode(a: Node | null, b: Node | null): boolean {
  if (!a || !b) return isEmptyNode(a) && isEmptyNode(b);
  if (isAlias(a)) return isAlias(b) && a.source === b.source;
  if (!sameProperties(a, b)) return false;
  if (isScalar(a)) return isScalar(b) && a.type === b.type && a.source === b.source && String(a.value) === String(b.value);
  if (isSeq(a)) return isSeq(b) && a.items.length === b.items.length && a.items.every((item, i) => sameNode(item as Node, b.items[i] as Node));
  if (!isMap(a) || !isMap(b) || a.items.length !== b.items.length) return false;
  return a.items.every((pair, i) => {
    const other = b.items[i]!;
    return sameNode(pair.key as Node, other.key as Node) && sameNode(pair.value as Node | null, other.value as Node | null);
  });
}

/**
 * Compares two readings of a file outside `path`: true where `after` differs from `before` by wanted keys below that
 * path only, and every comment is still there in order. Both must be trustworthy.
 */
export function sameExceptPath(before: ComposeModel, after: ComposeModel, path: readonly string[], wanted: WantedMap): boolean {
  if (!before.isTrustworthy || !after.isTrustworthy || before.documents.length !== after.documents.length) return false;
  const comments = (model: ComposeModel): string => JSON.stringify(model.comments.map(({ text }) => text));
  if (comments(before) !== comments(after)) return false;
  const nested = path.reduceRight<WantedMap>((inner, key) => ({ [key]: inner }), wanted);
  return before.documents.every((document, i) => onlyAdds(document.contents, after.documents[i]!.contents, nested));
}
