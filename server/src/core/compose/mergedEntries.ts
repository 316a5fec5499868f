import { isAlias, isMap, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';
import type { ComposeEntry } from './model.ts';
import { isMergeKey, keyText } from './nodes.ts';

/** Chains of anchors longer than this, or more copied keys, are attacks: real files have a handful. */
const MAX_DEPTH = 64;
const MAX_WORK = 1_000_000;

/** Follows aliases and merge keys of one text; remembers each map's entries. */
export class MergeResolver {
  private readonly known = new Map<YAMLMap, ReadonlyMap<string, ComposeEntry>>();
  private readonly open = new Set<YAMLMap>();
  private work = 0;
  /** True once a chain was cut: absence of a key proves nothing from then on. */
  isExhausted = false;

  constructor(private readonly targetsOf: () => ReadonlyMap<Alias, Node>) {}

  resolve(node: Node | null): Node | null {
    return isAlias(node) ? (this.targetsOf().get(node) ?? null) : node;
  }

  entries(map: YAMLMap): ReadonlyMap<string, ComposeEntry> {
    const known = this.known.get(map);
    if (known) return known;
    if (this.open.has(map)) return NOTHING;
    if (this.open.size >= MAX_DEPTH) {
      this.isExhausted = true;
      return NOTHING;
    }
    this.open.add(map);
    const entries = this.collect(map);
    this.open.delete(map);
    this.known.set(map, entries);
    return entries;
  }

  private collect(map: YAMLMap): Map<string, ComposeEntry> {
    const entries = new Map<string, ComposeEntry>();
    const mergeValues: (Node | null)[] = [];
    for (const item of map.items) {
      const pair = item as Pair<Node, Node | null>;
      if (isMergeKey(pair.key)) mergeValues.push(pair.value);
      const key = keyText(pair.key);
      if (key === null) continue;
      entries.set(key, { pair, merged: false, anchor: null, holder: map, isDuplicate: entries.has(key) });
    }
    for (const value of mergeValues) this.mergeInto(entries, value);
    return entries;
  }

  private mergeInto(entries: Map<string, ComposeEntry>, value: Node | null): void {
    const source = this.resolve(value);
    const anchor = isAlias(value) ? value.source : null;
    if (isSeq(source)) {
      for (const item of source.items) {
        const each = this.resolve(item as Node | null);
        if (isMap(each)) this.copyEntries(entries, each, isAlias(item) ? item.source : anchor);
      }
    } else if (isMap(source)) {
      this.copyEntries(entries, source, anchor);
    }
  }

  private copyEntries(into: Map<string, ComposeEntry>, source: YAMLMap, anchor: string | null): void {
    if (this.work > MAX_WORK) {
      this.isExhausted = true;
      return;
    }
    const from = this.entries(source);
    this.work += from.size + 1;
    for (const [key, entry] of from) {
      if (!into.has(key)) into.set(key, { ...entry, merged: true, anchor: entry.anchor ?? anchor });
    }
  }
}

const NOTHING: ReadonlyMap<string, ComposeEntry> = new Map();
