import { isAlias, isCollection, isPair, isScalar, Pair, Scalar, type Alias, type Document, type Node } from 'yaml';

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

/** A node and all within it, in the order of the text. Recursion is safe: reading a text ends where nesting gets deep. */
export function eachNode(node: unknown, visit: (node: Node) => void): void {
  if (isAlias(node) || isScalar(node)) visit(node);
  if (!isCollection(node)) return;
  visit(node);
  for (const item of node.items) {
    if (!isPair(item)) eachNode(item, visit);
    else {
      eachNode(item.key, visit);
      eachNode(item.value, visit);
    }
  }
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
  const finder = new AliasFinder();
  for (const { contents } of documents) finder.enter(contents);
  return finder;
}

class AliasFinder implements AliasTargets {
  readonly targets = new Map<Alias, Node>();
  hasUnresolved = false;
  private anchors = new Map<string, Node>();

  enter(contents: Node | null): void {
    this.anchors = new Map();
    this.visit(contents);
  }

  /** In the order of the text. Recursion is safe: reading a text ends where nesting gets deep. */
  private visit(node: unknown): void {
    // Asked first, because nearly all are.
    if (node instanceof Scalar) {
      if (node.anchor) this.anchors.set(node.anchor, node);
    } else if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (target) this.targets.set(node, target);
      else this.hasUnresolved = true;
    } else if (isCollection(node)) {
      if (node.anchor) this.anchors.set(node.anchor, node);
      for (const item of node.items) {
        if (item instanceof Pair) {
          this.visit(item.key);
          this.visit(item.value);
        } else this.visit(item);
      }
    }
  }
}
