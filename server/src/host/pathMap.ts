interface Node<Value> {
  /** Of the last folder or file of its path. */
  readonly name: string;
  value: Value | undefined;
  /** Null where nothing lies below, and the one itself where one does, as for most: a map each would take most of the memory. */
  below: Map<string, Node<Value>> | Node<Value> | null;
}

/**
 * Values by workspace-relative path (`.` for the folder itself) that finds what lies above or below a path without looking at the rest:
 * events come in thousands, and so do the folders that they do not concern.
 */
export class PathMap<Value> {
  private readonly root: Node<Value> = { name: '.', value: undefined, below: null };

  get(path: string): Value | undefined {
    let node: Node<Value> | undefined = this.root;
    for (const name of namesOf(path)) node = node && nodeBelow(node, name);
    return node?.value;
  }

  set(path: string, value: Value): void {
    let node = this.root;
    for (const name of namesOf(path)) node = nodeBelow(node, name) ?? addBelow(node, { name, value: undefined, below: null });
    node.value = value;
  }

  /** @returns false where there was none */
  delete(path: string): boolean {
    const nodes = [this.root];
    for (const name of namesOf(path)) {
      const next = nodeBelow(nodes[nodes.length - 1]!, name);
      if (!next) return false;
      nodes.push(next);
    }
    const last = nodes[nodes.length - 1]!;
    const had = last.value !== undefined;
    last.value = undefined;
    for (let i = nodes.length - 1; i > 0 && nodes[i]!.value === undefined && nodes[i]!.below === null; i--) removeBelow(nodes[i - 1]!, nodes[i]!);
    return had;
  }

  /** Paths with a value at `path` and above it, from the top. */
  above(path: string): string[] {
    const found: string[] = this.root.value === undefined ? [] : ['.'];
    let node: Node<Value> | undefined = this.root;
    let at = '';
    for (const name of namesOf(path)) {
      node = nodeBelow(node, name);
      if (!node) break;
      at = at === '' ? name : `${at}/${name}`;
      if (node.value !== undefined) found.push(at);
    }
    return found;
  }

  /** Paths with a value below `path`, itself left out. */
  below(path: string): string[] {
    let start: Node<Value> | undefined = this.root;
    for (const name of namesOf(path)) start = start && nodeBelow(start, name);
    const found: string[] = [];
    const open: [string, Node<Value>][] = start ? [[path === '.' ? '' : `${path}/`, start]] : [];
    for (let next = open.pop(); next; next = open.pop()) {
      const [prefix, node] = next;
      for (const child of nodesBelow(node)) {
        if (child.value !== undefined) found.push(prefix + child.name);
        if (child.below) open.push([`${prefix}${child.name}/`, child]);
      }
    }
    return found;
  }

  clear(): void {
    this.root.value = undefined;
    this.root.below = null;
  }
}

function nodeBelow<Value>({ below }: Node<Value>, name: string): Node<Value> | undefined {
  if (below instanceof Map) return below.get(name);
  return below?.name === name ? below : undefined;
}

function nodesBelow<Value>({ below }: Node<Value>): Iterable<Node<Value>> {
  if (below instanceof Map) return below.values();
  return below ? [below] : [];
}

function addBelow<Value>(node: Node<Value>, added: Node<Value>): Node<Value> {
  const { below } = node;
  if (below === null) node.below = added;
  else if (below instanceof Map) below.set(added.name, added);
  else node.below = new Map([below, added].map((one) => [one.name, one]));
  return added;
}

function removeBelow<Value>(node: Node<Value>, removed: Node<Value>): void {
  const { below } = node;
  if (below instanceof Map) below.delete(removed.name);
  if (below === removed || (below instanceof Map && below.size === 0)) node.below = null;
}

function namesOf(path: string): readonly string[] {
  return path === '.' ? [] : path.split('/');
}
