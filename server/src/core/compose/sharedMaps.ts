import { isAlias, isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import type { ComposeModel, ComposeService } from './model.ts';
import { isMergeKey } from './nodes.ts';

/** A map that an edit adds keys to, and the path at which the edited service sees it. */
export interface ChangedMap {
  readonly path: readonly string[];
  readonly map: YAMLMap;
}

/** Services that get the added keys too, because they merge, alias or extend what changes; `service` itself comes first. */
export function servicesReading(model: ComposeModel, service: ComposeService, changed: readonly ChangedMap[]): string[] {
  const affected = new Set([service.name]);
  if (model.text.includes('*')) {
    for (const other of model.services) {
      if (other !== service && changed.some((each) => sees(model, other, each))) affected.add(other.name);
    }
  }
  for (const other of model.services) {
    if (!affected.has(other.name) && other.inheritsFrom.some((name) => name !== other.name && isExtended(other, name, affected))) affected.add(other.name);
  }
  return [...affected];
}

function isExtended(service: ComposeService, name: string, affected: ReadonlySet<string>): boolean {
  return affected.has(name) && service.get('extends') !== null;
}

/** True where the map is the one that `service` sees at that path, or one of those merged into it. */
function sees(model: ComposeModel, service: ComposeService, { path, map }: ChangedMap): boolean {
  return service.declarations.some(({ value }) => {
    let node = model.resolve(value);
    for (const key of path) {
      if (!isMap(node)) return false;
      node = model.resolve(model.entries(node).get(key)?.pair.value ?? null);
    }
    return isFedBy(model, node, map, new Set());
  });
}

function isFedBy(model: ComposeModel, node: Node | null, map: YAMLMap, seen: Set<Node>): boolean {
  if (node === map) return true;
  if (!isMap(node) || seen.has(node) || seen.size > 64) return false;
  seen.add(node);
  for (const { key, value } of node.items) {
    if (!isMergeKey(key)) continue;
    const source = isAlias(value) ? model.resolve(value) : (value as Node | null);
    const sources = isSeq(source) ? (source.items as Node[]) : [source];
    if (sources.some((each) => isFedBy(model, model.resolve(each), map, seen))) return true;
  }
  return false;
}
