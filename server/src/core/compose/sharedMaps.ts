import { isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import { aliasCounts } from './aliasCounts.ts';
import type { ComposeModel, ComposeService } from './model.ts';
import { isMergeKey } from './nodes.ts';

/** A map that an edit adds keys to, and the path at which the edited service sees it. */
export interface ChangedMap {
  readonly path: readonly string[];
  readonly map: YAMLMap;
  readonly keys: readonly string[];
}

/** Who is reached by an edit. */
export interface Readers {
  /** Services whose effective keys change, the edited one first. */
  readonly services: string[];
  /** A service in which an added key would hide, or be hidden by, the same key of another merge source; null where there is none. */
  readonly hidden: { readonly service: string; readonly key: string } | null;
}

/**
 * Services that get the added keys too, because they merge, alias or extend what changes; `service` itself comes first.
 * `isShared` is false where no anchor lies on the way to what changes, so that only `extends` can lead there.
 */
export function servicesReading(model: ComposeModel, service: ComposeService, changed: readonly ChangedMap[], isShared: boolean): Readers {
  const affected = new Set([service.name]);
  let hidden: Readers['hidden'] = null;
  for (const each of isShared ? changed : []) {
    for (const { name, clash } of servicesFedBy(model, each)) {
      if (name === service.name) continue;
      affected.add(name);
      if (clash !== null) hidden ??= { service: name, key: clash };
    }
  }
  for (const other of extendingServices(model)) {
    if (other.inheritsFrom.some((name) => affected.has(name))) affected.add(other.name);
  }
  return { services: [...affected], hidden };
}

const extending = new WeakMap<ComposeModel, readonly ComposeService[]>();

/** Services with an `extends`; remembered, because each service of a long file asks. */
export function extendingServices(model: ComposeModel): readonly ComposeService[] {
  const known = extending.get(model) ?? model.services.filter((service) => service.get('extends') !== null);
  extending.set(model, known);
  return known;
}

/** A service that keys of a changed map arrive in, and the first of them that another merge source gives it as well. */
interface Fed {
  readonly name: string;
  readonly clash: string | null;
}

const fed = new WeakMap<YAMLMap, Map<string, readonly Fed[]>>();

/** Remembered, because each of the services that merge an anchor asks the same about it. */
function servicesFedBy(model: ComposeModel, changed: ChangedMap): readonly Fed[] {
  if (!isReadElsewhere(model, changed.map)) return [];
  const question = JSON.stringify([changed.path, changed.keys]);
  const answers = fed.get(changed.map) ?? new Map<string, readonly Fed[]>();
  fed.set(changed.map, answers);
  const known = answers.get(question);
  if (known) return known;
  const found = model.services.flatMap<Fed>((service) => {
    const keys = keysReaching(model, service, changed);
    return keys.length === 0 ? [] : [{ name: service.name, clash: keys.find(({ isSupplied }) => isSupplied)?.key ?? null }];
  });
  answers.set(question, found);
  return found;
}

/** True where an alias leads to the map or to what it is a part of: nobody but its own service reads any other. */
function isReadElsewhere(model: ComposeModel, { range }: YAMLMap): boolean {
  const at = range?.[0] ?? 0;
  for (const { range: shared } of aliasCounts(model).keys()) if (shared && shared[0] <= at && at <= shared[1]) return true;
  return false;
}

/** Keys that arrive in `service` because it sees the map at that path, itself or merged, and has no key of its own there. */
function keysReaching(model: ComposeModel, service: ComposeService, { path, map, keys }: ChangedMap): { key: string; isSupplied: boolean }[] {
  for (const { value } of service.declarations) {
    let node = model.resolve(value);
    for (const key of path) node = isMap(node) ? model.resolve(model.entries(node).get(key)?.pair.value ?? null) : null;
    if (!isMap(node) || !isFedBy(model, node, map)) continue;
    const entries = model.entries(node);
    return keys.flatMap<{ key: string; isSupplied: boolean }>((key) => {
      const entry = entries.get(key);
      if (!entry || entry.holder === map) return [{ key, isSupplied: false }];
      return entry.merged ? [{ key, isSupplied: true }] : [];
    });
  }
  return [];
}

function isFedBy(model: ComposeModel, node: YAMLMap, map: YAMLMap): boolean {
  return node === map || sourcesOf(model, node).has(map);
}

/** More merged maps than these are no file that a person wrote. */
const MOST_SOURCES = 64;

const known = new WeakMap<YAMLMap, ReadonlySet<YAMLMap>>();

/** Every map that a map merges, by way of others too; remembered, because each service of a long file is asked by each other one. */
function sourcesOf(model: ComposeModel, map: YAMLMap): ReadonlySet<YAMLMap> {
  let sources = known.get(map);
  if (!sources) known.set(map, (sources = collectSources(model, map)));
  return sources;
}

function collectSources(model: ComposeModel, map: YAMLMap): ReadonlySet<YAMLMap> {
  const found = new Set<YAMLMap>();
  const open = [map];
  for (let next = open.pop(); next && found.size < MOST_SOURCES; next = open.pop()) {
    for (const { key, value } of next.items) {
      if (!isMergeKey(key)) continue;
      const source = model.resolve(value as Node | null);
      for (const item of isSeq(source) ? (source.items as Node[]) : [source]) {
        const each = model.resolve(item);
        if (!isMap(each) || found.has(each)) continue;
        found.add(each);
        open.push(each);
      }
    }
  }
  return found;
}
