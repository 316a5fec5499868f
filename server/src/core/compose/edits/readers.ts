import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { aliasCounts } from '../aliasCounts.ts';
import type { ComposeModel } from '../model.ts';
import { eachNode, isMergeKey } from '../nodes.ts';
import { extendingServices } from '../sharedMaps.ts';
import { ancestryOf, isAnchored, serviceAround } from './ancestry.ts';
import { Refused } from './editing.ts';

/** More shared values than any real file has: such a file is built to exhaust its readers. */
const MAX_VISITS = 500_000;

/** Who reads what anchors hold: services by pair and by value, aliases and merge keys followed. */
class SharedReaders {
  private readonly services = new Map<unknown, Set<string>>();
  private visits = 0;

  constructor(private readonly model: ComposeModel) {
    for (const { name, declarations } of model.services) {
      for (const { value, map } of declarations) this.visit(value, name, map === null, 0);
    }
  }

  get isExhausted(): boolean {
    return this.visits > MAX_VISITS;
  }

  of(part: unknown): ReadonlySet<string> {
    return this.services.get(part) ?? new Set();
  }

  private visit(node: Node | null, service: string, isShared: boolean, depth: number): void {
    if (++this.visits > MAX_VISITS || depth > 128) return;
    const value = this.model.resolve(node);
    const isBehindAnchor = isShared || isAlias(node);
    if (isBehindAnchor && value) this.note(value, service);
    if (isMap(value)) {
      for (const { pair, merged } of this.model.entries(value).values()) {
        if (isBehindAnchor || merged) this.note(pair, service);
        this.visit(pair.value, service, isBehindAnchor || merged, depth + 1);
      }
    } else if (isSeq(value)) {
      for (const item of value.items) this.visit(item as Node | null, service, isBehindAnchor, depth + 1);
    }
  }

  private note(part: unknown, service: string): void {
    const known = this.services.get(part);
    if (known) known.add(service);
    else this.services.set(part, new Set([service]));
  }
}

const remembered = new WeakMap<ComposeModel, SharedReaders>();

/**
 * Services that read a value of the file, the one whose text holds it first; those that extend one of them follow.
 * `part` is the pair that is meant, where it is a pair, else the value itself.
 */
export function servicesReadingPart(model: ComposeModel, node: Node, part: unknown = node): string[] {
  const ancestry = ancestryOf(model, node);
  const own = ancestry && serviceAround(ancestry);
  const names = new Set(own === null ? [] : [own]);
  if (!ancestry || isAnchored(ancestry, node)) {
    const readers = remembered.get(model) ?? new SharedReaders(model);
    remembered.set(model, readers);
    if (readers.isExhausted) throw new Refused('The anchors of this file are too many to tell who shares this value.');
    for (const name of readers.of(part)) names.add(name);
  }
  return withExtending(model, names);
}

/** The services and those that extend them. */
function withExtending(model: ComposeModel, names: ReadonlySet<string>): string[] {
  const all = new Set(names);
  for (const other of extendingServices(model)) {
    if (other.inheritsFrom.some((name) => names.has(name))) all.add(other.name);
  }
  return [...all];
}

/** The first anchor within a node that an alias elsewhere stands for; null where nothing else needs the node. */
export function neededAnchor(model: ComposeModel, node: Node | null): string | null {
  if (!node || !model.text.slice(...placeOf(node)).includes('&') && !(node as { anchor?: string }).anchor) return null;
  const inside = new Map<Node, number>();
  const anchored: Node[] = [];
  eachNode(node, (each) => {
    if (isAlias(each)) {
      const target = model.resolve(each);
      if (target) inside.set(target, (inside.get(target) ?? 0) + 1);
    } else if ((each as { anchor?: string }).anchor) anchored.push(each);
  });
  const counts = aliasCounts(model);
  const needed = anchored.find((each) => (counts.get(each) ?? 0) > (inside.get(each) ?? 0));
  return (needed as { anchor?: string } | undefined)?.anchor ?? null;
}

function placeOf(node: Node): [number, number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}

const mergers = new WeakMap<ComposeModel, readonly YAMLMap[]>();

/** Every map of the file that has a merge key. */
function mergingMaps(model: ComposeModel): readonly YAMLMap[] {
  const known = mergers.get(model);
  if (known) return known;
  const found: YAMLMap[] = [];
  if (model.text.includes('<<')) {
    for (const { contents } of model.documents) {
      eachNode(contents, (node) => {
        if (isMap(node) && node.items.some(({ key }) => isMergeKey(key))) found.push(node);
      });
    }
  }
  mergers.set(model, found);
  return found;
}

/** True where taking a key out of a map would let another merge source's show through, in that map or in one that merges it. */
export function isSuppliedElsewhere(model: ComposeModel, map: YAMLMap, key: string): boolean {
  const candidates = map.anchor === undefined ? [map] : [map, ...mergingMaps(model)];
  return candidates.some((each) => {
    if (each !== map && model.entries(each).get(key)?.merged === false) return false;
    const suppliers = new Set<YAMLMap>();
    const seen = new Set<Node>();
    collectSuppliers(model, each, key, suppliers, seen);
    return seen.has(map) && suppliers.size > 1;
  });
}

function collectSuppliers(model: ComposeModel, node: Node | null, key: string, suppliers: Set<YAMLMap>, seen: Set<Node>): void {
  if (!isMap(node) || seen.has(node) || seen.size > 64) return;
  seen.add(node);
  for (const item of node.items) {
    const { key: name, value } = item as Pair<Node, Node | null>;
    if (!isMergeKey(name)) {
      if (isScalar(name) && String(name.value) === key) suppliers.add(node);
      continue;
    }
    const source = model.resolve(value);
    const sources = isSeq(source) ? (source.items as (Node | null)[]) : [source];
    for (const each of sources) collectSuppliers(model, model.resolve(each), key, suppliers, seen);
  }
}
