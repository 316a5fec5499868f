interface Node<Value> {
  value: Value | undefined;
  /** Null where nothing lies below, as in most: a map each would take most of the memory. */
  below: Map<string, Node<Value>> | null;
}

/**
 * Values by workspace-relative path (`.` for the folder itself) that finds what lies above or below a path without looking at the rest:
 * events come in thousands, and so do the folders that they do not concern.
 */
export class PathMap<Value> {
  private readonly root: Node<Value> = { value: undefined, below: null };

  get(path: string): Value | undefined {
    let node: Node<Value> | undefined = this.root;
    for (const name of namesOf(path)) node = node?.below?.get(name);
    return node?.value;
  }

  set(path: string, value: Value): void {
    let node = this.root;
    for (const name of namesOf(path)) {
      let next = node.below?.get(name);
      if (!next) (node.below ??= new Map()).set(name, (next = { value: undefined, below: null }));
      node = next;
    }
    node.value = value;
  }

  /** @returns false where there was none */
  delete(path: string): boolean {
    const names = namesOf(path);
    const nodes = [this.root];
    for (const name of names) {
      const next = nodes[nodes.length - 1]!.below?.get(name);
      if (!next) return false;
      nodes.push(next);
    }
    const last = nodes[nodes.length - 1]!;
    const had = last.value !== undefined;
    last.value = undefined;
    for (let i = names.length; i > 0 && nodes[i]!.value === undefined && nodes[i]!.below === null; i--) {
      const { below } = nodes[i - 1]!;
      below!.delete(names[i - 1]!);
      if (below!.size === 0) nodes[i - 1]!.below = null;
    }
    return had;
  }

  /** Paths with a value at `path` and above it, from the top. */
  above(path: string): string[] {
    const found: string[] = this.root.value === undefined ? [] : ['.'];
    let node: Node<Value> | undefined = this.root;
    let at = '';
    for (const name of namesOf(path)) {
      node = node.below?.get(name);
      if (!node) break;
      at = at === '' ? name : `${at}/${name}`;
      if (node.value !== undefined) found.push(at);
    }
    return found;
  }

  /** Paths with a value below `path`, itself left out. */
  below(path: string): string[] {
    let start: Node<Value> | undefined = this.root;
    for (const name of namesOf(path)) start = start?.below?.get(name);
    const found: string[] = [];
    const open: [string, Node<Value>][] = start ? [[path === '.' ? '' : `${path}/`, start]] : [];
    for (let next = open.pop(); next; next = open.pop()) {
      const [prefix, node] = next;
      for (const [name, child] of node.below ?? []) {
        if (child.value !== undefined) found.push(prefix + name);
        if (child.below) open.push([`${prefix}${name}/`, child]);
      }
    }
    return found;
  }

  clear(): void {
    this.root.value = undefined;
    this.root.below = null;
  }
}

function namesOf(path: string): readonly string[] {
  return path === '.' ? [] : path.split('/');
}
