import { isAlias, isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Refusal } from '../insertKeys.ts';
import type { ComposeEntry, ComposeModel, ComposeService, ServiceDeclaration } from '../model.ts';
import { isEmptyNode } from '../nodes.ts';
import { isOverride, isReset } from '../tags.ts';
import { editing, Refused, type Edited } from './editing.ts';
import { isSuppliedElsewhere, neededAnchor, servicesReadingPart } from './readers.ts';
import { removalOf } from './removal.ts';
import { verify } from './verify.ts';

/** A key on the way to what is removed, in the service's own text. */
export interface OwnEntry {
  readonly key: string;
  readonly pair: Pair<Node, Node | null>;
  readonly holder: YAMLMap;
}

/**
 * Takes a key out of a service's own text: its lines, its own comment, comments that are indented below it. A parent that would
 * stay without keys goes too where compose reads that alike. No edits where the service has no such key. Refuses what
 * comes from anchors, and what a merge key or a service of this file that is extended would give instead; a base in another file is not looked at.
 */
export function removeEntry(model: ComposeModel, service: ComposeService, path: readonly string[]): Edited | Refusal {
  return editing(model, () => {
    const entries = ownPath(model, service, path);
    return entries === null ? { edits: [] } : removePair(model, service, path, entries);
  });
}

/** Removes the last of the entries, or the outermost that would be left with nothing but it. */
export function removePair(model: ComposeModel, service: ComposeService, path: readonly string[], entries: readonly OwnEntry[]): Edited {
  let depth = entries.length - 1;
  while (entries[depth]!.holder.items.length === 1 && depth > 0 && isSameWithout(path.slice(0, depth))) depth--;
  const { key, pair, holder } = entries[depth]!;
  const tagged = entries.slice(depth, -1).find((entry) => isOverride(entry.pair.value));
  if (tagged) throw new Refused(`\`${tagged.key}\` replaces what other files say with \`!override\`, so it cannot stay empty.`);
  if (holder.items.length === 1) staysEmpty(path.slice(0, depth), service);
  const anchor = neededAnchor(model, pair.value) ?? neededAnchor(model, pair.key);
  if (anchor) throw new Refused(`\`${key}\` holds the anchor \`&${anchor}\`, which other places use.`);
  if (isSuppliedElsewhere(model, holder, key)) throw new Refused(`A merge key brings another \`${key}\`, which would take the place of this one.`);
  // Removed below a parent that another layer gives as well, it would only make room for that one's.
  if (service.layersOf(path[0]!).length > 1 && givenByOthers(model, service, path)) {
    throw new Refused(`\`${path.join('.')}\` is given in another place as well, by \`extends\` or another document, and that one would hold.`);
  }
  const edits = [removalOf(model.text, holder, holder.items.indexOf(pair))];
  const around = holder.flow ? readableAround(entries, depth) : holder;
  verify(model, around, edits, { removed: new Set([pair]) });
  return { edits, services: servicesReadingPart(model, pair.value && !isEmptyNode(pair.value) ? pair.value : pair.key, pair) };
}

/** The innermost map in block style around an entry of a flow map: it shows that nothing else changes. */
function readableAround(entries: readonly OwnEntry[], depth: number): YAMLMap {
  for (let i = depth; i >= 0; i--) if (!entries[i]!.holder.flow) return entries[i]!.holder;
  return entries[0]!.holder;
}

/** The entries that lead to a path in the service's own text; null where it has none there. */
export function ownPath(model: ComposeModel, service: ComposeService, path: readonly string[]): OwnEntry[] | null {
  const found: OwnEntry[][] = [];
  for (const declaration of service.declarations) {
    const entries = pathWithin(model, service, declaration, path);
    if (entries) found.push(entries);
  }
  if (found.length > 1) throw new Refused(`\`${path.join('.')}\` of \`${service.name}\` is written in several documents.`);
  return found[0] ?? null;
}

function pathWithin(model: ComposeModel, service: ComposeService, { value, map }: ServiceDeclaration, path: readonly string[]): OwnEntry[] | null {
  if (map === null) {
    if (isAlias(value) && service.get(...path)) throw new Refused(`\`${service.name}\` is an alias of \`&${value.source}\`, so it has no keys of its own.`);
    return null;
  }
  const entries: OwnEntry[] = [];
  let at: Node | null = map;
  for (const key of path) {
    if (isAlias(at)) throw new Refused(`\`${entries[entries.length - 1]!.key}\` is an alias of \`&${at.source}\`, which other places share.`);
    const entry: ComposeEntry | undefined = isMap(at) ? model.entries(at).get(key) : undefined;
    if (!entry) return null;
    if (entry.isDuplicate) throw new Refused(`\`${key}\` occurs twice in \`${service.name}\`, which compose refuses.`);
    if (entry.merged) throw new Refused(`\`${key}\` comes from ${entry.anchor === null ? 'a merge key' : `the anchor \`&${entry.anchor}\``}, which other places may share.`);
    if (isReset(entry.pair.value)) throw new Refused(`\`${key}\` is removed on purpose with \`!reset\`.`);
    entries.push({ key, pair: entry.pair, holder: entry.holder });
    at = entry.pair.value;
  }
  return entries;
}

/** True where a layer other than the own text has a value at the path. */
function givenByOthers(model: ComposeModel, service: ComposeService, path: readonly string[]): boolean {
  const [first, ...rest] = path as [string, ...string[]];
  const holders = service.layersOf(first).filter((layer) => {
    let at = model.resolve(layer);
    for (const key of rest) at = isMap(at) ? model.resolve(model.entries(at).get(key)?.pair.value ?? null) : null;
    return !isEmptyNode(at);
  });
  return holders.length > 1;
}

/** Keys of a service that compose reads alike when they are empty and when they are not there. */
const SAME_WITHOUT = new Set([
  'annotations', 'blkio_config', 'cap_add', 'cap_drop', 'configs', 'credential_spec', 'depends_on', 'deploy', 'develop', 'device_cgroup_rules', 'devices', 'dns',
  'dns_opt', 'dns_search', 'env_file', 'environment', 'expose', 'external_links', 'extra_hosts', 'group_add', 'healthcheck', 'labels', 'links', 'logging', 'networks',
  'ports', 'post_start', 'pre_stop', 'profiles', 'secrets', 'security_opt', 'storage_opt', 'sysctls', 'tmpfs', 'ulimits', 'volumes', 'volumes_from',
]);
const SAME_WITHOUT_BELOW = new Map([
  ['deploy', new Set(['labels', 'placement', 'resources', 'restart_policy', 'rollback_config', 'update_config'])],
  ['deploy.resources', new Set(['limits', 'reservations'])],
  ['logging', new Set(['options'])],
  ['build', new Set(['additional_contexts', 'args', 'cache_from', 'cache_to', 'extra_hosts', 'labels', 'platforms', 'secrets', 'ssh', 'tags', 'ulimits'])],
]);

/** True where a map or list at this path of a service says nothing once it is empty. */
export function isSameWithout(path: readonly string[]): boolean {
  const key = path[path.length - 1]!;
  if (path.length === 1) return SAME_WITHOUT.has(key);
  return SAME_WITHOUT_BELOW.get(path.slice(0, -1).join('.'))?.has(key) ?? false;
}

/** Lets a map be left without keys where that is a value of its own: membership of a network needs no settings. */
function staysEmpty(path: readonly string[], service: ComposeService): void {
  if (path.length === 2 && path[0] === 'networks') return;
  const key = path[path.length - 1];
  if (key === undefined) throw new Refused(`\`${service.name}\` would stay without any key.`);
  throw new Refused(`\`${key}\` would stay without any key, which means something else.`);
}
