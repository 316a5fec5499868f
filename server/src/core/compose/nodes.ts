import { isAlias, isMap, isPair, isScalar, isSeq, type Alias, type Document, type Node, type Pair } from 'yaml';

/** The text of a map key; null for keys that are no scalar and for the merge key. */
export function keyText(key: unknown): string | null {
  if (!isScalar(key) || typeof key.value === 'symbol') return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** True for a plain `<<`: the schema gives it a symbol, while `"<<"` stays text. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

/** True for a value that is not there, written or not: `deploy:`, `deploy: ~`, `deploy: null`. */
export function isNullNode(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null);
}

/** True for a value of which nothing is written: `deploy:` with or without a comment. */
export function isEmptyNode(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null && !node.source && node.tag === undefined);
}

export interface AliasTargets {
  readonly targets: ReadonlyMap<Alias, Node>;
  /** True where an alias has no anchor before it: compose refuses to load the file. */
  readonly hasUnresolved: boolean;
}

/**
 * What each alias stands for: the last anchor of its name that starts before it in the same document (YAML 1.2.2, 7.1).
 * The library's own `Alias.resolve` walks the whole document each time.
 */
export function findAliasTargets(documents: readonly Document[]): AliasTargets {
  const targets = new Map<Alias, Node>();
  let hasUnresolved = false;
  for (const document of documents) {
    const anchors = new Map<string, Node>();
    const stack: unknown[] = [document.contents];
    while (stack.length > 0) {
      const item = stack.pop();
      if (isAlias(item)) {
        const target = anchors.get(item.source);
        if (target) targets.set(item, target);
        else hasUnresolved = true;
      } else if (isPair(item)) {
        stack.push(item.value, item.key);
      } else if (isMap(item) || isSeq(item)) {
        if (item.anchor) anchors.set(item.anchor, item);
        const items: readonly (Pair | unknown)[] = item.items;
        for (let i = items.length - 1; i >= 0; i--) stack.push(items[i]);
      } else if (isScalar(item) && item.anchor) {
        anchors.set(item.anchor, item);
      }
    }
  }
  return { targets, hasUnresolved };
}
