import { isAlias, isMap, type Node, type Pair } from 'yaml';
import type { ComposeEntry, ComposeService, ComposeValue, Origin, ServiceDeclaration } from './model.ts';
import { isMergeKey, isNullNode } from './nodes.ts';
import type { MergeResolver } from './mergedEntries.ts';
import { isPlainMap, mergeLayers, toPlainData } from './plainData.ts';
import { isOverride, isReset } from './tags.ts';

/** One map that gives keys to a service, strongest first in the chain. */
interface Layer {
  readonly value: Node | null;
  readonly origin: 'own' | 'extends';
}

interface Chain {
  readonly layers: readonly Layer[];
  readonly parents: readonly string[];
  readonly isUnknown: boolean;
}

interface Hit {
  readonly pair: Pair<Node, Node | null>;
  readonly origin: Origin;
  readonly anchor: string | null;
}

const MAX_LAYERS = 64;

/** A service read lazily: its chain of layers once, its values when asked. */
export class ServiceView implements ComposeService {
  private chainMemo: Chain | null = null;
  private onlyKeysMemo: ReadonlyMap<string, ComposeEntry> | null | undefined;
  private ancestorsMemo: readonly string[] | null = null;

  constructor(
    readonly name: string,
    readonly declarations: readonly ServiceDeclaration[],
    private readonly resolver: MergeResolver,
    private readonly find: (name: string) => ServiceView | null,
  ) {}

  private get last(): ServiceDeclaration {
    return this.declarations[this.declarations.length - 1]!;
  }

  get keySpan() {
    return this.last.keySpan;
  }

  get value() {
    return this.last.value;
  }

  get map() {
    return this.last.map;
  }

  get document() {
    return this.last.document;
  }

  get span() {
    return this.last.span;
  }

  get hasUnknownParent(): boolean {
    return this.chain.isUnknown || this.resolver.isExhausted;
  }

  get inheritsFrom(): readonly string[] {
    return (this.ancestorsMemo ??= this.nameAncestors());
  }

  private nameAncestors(): string[] {
    const names = new Set<string>();
    for (const { value } of this.declarations) for (const name of anchorsMergedInto(value)) names.add(name);
    for (const name of this.chain.parents) names.add(name);
    return [...names];
  }

  get(...path: string[]): ComposeValue | null {
    if (path.length === 0 || this.onlyKeys?.has(path[0]!) === false) return null;
    const hits: Hit[] = [];
    for (const layer of this.chain.layers) {
      const { hit, isLast } = this.findIn(layer, path);
      if (hit) hits.push(hit);
      if (isLast) break;
    }
    const best = hits.find((hit) => !isNullNode(hit.pair.value)) ?? hits[0];
    return best ? this.valueOf(best, hits, path[path.length - 1]!) : null;
  }

  layersOf(key: string): readonly (Node | null)[] {
    const keys = this.onlyKeys;
    if (keys !== null) {
      const value = keys.get(key)?.pair.value;
      return value === undefined || isReset(value) ? NO_NODES : [value];
    }
    const nodes: (Node | null)[] = [];
    for (const layer of this.chain.layers) {
      const { hit, isLast } = this.findIn(layer, [key]);
      if (hit) nodes.push(hit.pair.value);
      if (isLast) break;
    }
    return nodes.reverse();
  }

  /** Entries of a service that is one map, as most are; null for others. Most questions are about keys that it has not. */
  private get onlyKeys(): ReadonlyMap<string, ComposeEntry> | null {
    if (this.onlyKeysMemo === undefined) {
      const { layers } = this.chain;
      const map = layers.length === 1 ? layers[0]!.value : null;
      this.onlyKeysMemo = isMap(map) ? this.resolver.entries(map) : null;
    }
    return this.onlyKeysMemo;
  }

  private valueOf(best: Hit, hits: readonly Hit[], key: string): ComposeValue {
    return new FoundValue(best, hits, key, this.resolver);
  }

  /** Follows a path within one layer; `isLast` where weaker layers must not be asked. */
  private findIn(layer: Layer, path: readonly string[]): { hit: Hit | null; isLast: boolean } {
    let anchor: string | null = isAlias(layer.value) ? layer.value.source : null;
    let merged = anchor !== null;
    let isLast = isOverride(layer.value);
    let node = this.resolver.resolve(layer.value);
    for (let index = 0; index < path.length; index++) {
      const entry = isMap(node) ? this.resolver.entries(node).get(path[index]!) : undefined;
      if (!entry) return { hit: null, isLast };
      const { pair } = entry;
      if (isReset(pair.value)) return { hit: null, isLast: true };
      isLast ||= isOverride(pair.value);
      merged ||= entry.merged;
      anchor = entry.anchor ?? anchor;
      if (index === path.length - 1) {
        if (isAlias(pair.value)) [merged, anchor] = [true, pair.value.source];
        const origin = layer.origin === 'extends' ? 'extends' : merged ? 'merge' : 'own';
        return { hit: { pair, origin, anchor }, isLast };
      }
      if (isAlias(pair.value)) [merged, anchor] = [true, pair.value.source];
      node = this.resolver.resolve(pair.value);
    }
    return { hit: null, isLast };
  }

  private get chain(): Chain {
    return (this.chainMemo ??= this.buildChain());
  }

  /** Own declarations, last first, each followed by what it extends, as compose merges one document after the other. */
  private buildChain(): Chain {
    const layers: Layer[] = [];
    const parents: string[] = [];
    const open = new Set<ServiceView>();
    let isUnknown = false;
    const add = (service: ServiceView, origin: Layer['origin']): void => {
      if (open.has(service) || layers.length >= MAX_LAYERS) {
        isUnknown = true;
        return;
      }
      open.add(service);
      for (let i = service.declarations.length - 1; i >= 0; i--) {
        const layer: Layer = { value: service.declarations[i]!.value, origin };
        layers.push(layer);
        const parent = this.parentOf(layer);
        if (parent === null) continue;
        const found = parent === UNKNOWN_PARENT ? null : this.find(parent);
        if (found === null) isUnknown = true;
        else {
          parents.push(found.name);
          add(found, 'extends');
        }
      }
      open.delete(service);
    };
    add(this, 'own');
    return { layers, parents, isUnknown };
  }

  /** Name of the service that this layer extends in the same file; null where it extends nothing. */
  private parentOf(layer: Layer): string | null | typeof UNKNOWN_PARENT {
    const { hit } = this.findIn(layer, ['extends']);
    if (!hit) return null;
    const data = toPlainData(hit.pair.value, this.resolver);
    if (data === null) return null;
    const name = isPlainMap(data) ? data['service'] : data;
    const isElsewhere = isPlainMap(data) && data['file'] !== undefined && data['file'] !== null;
    return typeof name !== 'string' || name.includes('$') || isElsewhere ? UNKNOWN_PARENT : name;
  }
}

const NO_NODES: readonly (Node | null)[] = [];
const UNKNOWN_PARENT = Symbol('another file');

class FoundValue implements ComposeValue {
  private known: { readonly value: unknown } | null = null;

  constructor(
    private readonly best: Hit,
    private readonly hits: readonly Hit[],
    private readonly key: string,
    private readonly resolver: MergeResolver,
  ) {}

  get node() {
    return this.best.pair.value;
  }

  get pair() {
    return this.best.pair;
  }

  get origin() {
    return this.best.origin;
  }

  get anchor() {
    return this.best.anchor;
  }

  get data(): unknown {
    this.known ??= { value: layeredData(this.hits, this.key, this.resolver) };
    return this.known.value;
  }
}

function layeredData(hits: readonly Hit[], key: string, resolver: MergeResolver): unknown {
  let result: unknown = null;
  for (let i = hits.length - 1; i >= 0; i--) {
    const data = toPlainData(hits[i]!.pair.value, resolver);
    if (data === undefined) return undefined;
    result = mergeLayers(result, data, key);
  }
  return result;
}

/** Anchors named in a service's own `<<`, or the one it is an alias of. */
function anchorsMergedInto(value: Node | null): string[] {
  if (isAlias(value)) return [value.source];
  if (!isMap(value)) return [];
  const names: string[] = [];
  for (const { key, value: merged } of value.items) {
    if (!isMergeKey(key)) continue;
    const sources: unknown[] = isAlias(merged) ? [merged] : ((merged as { items?: unknown[] } | null)?.items ?? []);
    for (const source of sources) if (isAlias(source)) names.push(source.source);
  }
  return names;
}
