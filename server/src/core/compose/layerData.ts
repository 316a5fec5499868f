import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { emptyMap, isPlainMap, scalarValue, type NodeReader, type PlainMap } from './plainData.ts';
import { UNKNOWN } from './project.ts';
import { arrivingText } from './settings/arrivingText.ts';
import { isOverride, isReset } from './tags.ts';

/** Nothing of weaker layers counts: what stands here is all (`!override`), or nothing is (`!reset`, null). */
export class Replacement {
  constructor(readonly value: unknown) {}
}

/** Nodes that one file may unfold to, aliases counted each time: more is an attack. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 64;

/** How much of a file was unfolded, and whether any of it has variables, or replaces what other layers say. */
export class LayerBudget {
  nodes = 0;
  hasVariables = false;
  hasReplacements = false;
}

/**
 * A node as plain data in which `!reset` and `!override` are still told (`Replacement`), and lists that compose turns into maps are maps.
 * `UNKNOWN` where the budget ends.
 * @param key under which the node stands; what it means to compose
 */
export function readLayerData(node: Node | null, key: string, reader: NodeReader, budget: LayerBudget): unknown {
  const convert = (written: Node | null, name: string, depth: number): unknown => {
    if (++budget.nodes > MAX_NODES || depth > MAX_DEPTH) return UNKNOWN;
    if (isReset(written)) {
      budget.hasReplacements = true;
      return new Replacement(null);
    }
    const value = reader.resolve(written);
    const data = isMap(value) ? mapOf(value, name, depth) : isSeq(value) ? listOf(value.items, name, depth) : scalarOf(value);
    if (!isOverride(written)) return data;
    budget.hasReplacements = true;
    return new Replacement(data);
  };
  const scalarOf = (value: Node | null): unknown => {
    if (!isScalar(value)) return null;
    const data = scalarValue(value);
    if (typeof data === 'string' && data.includes('$')) budget.hasVariables = true;
    return data;
  };
  const mapOf = (value: Parameters<NodeReader['entries']>[0], own: string, depth: number): PlainMap => {
    const result = emptyMap();
    for (const [name, { pair }] of reader.entries(value)) {
      const variable = own === 'environment' ? numberText(reader.resolve(pair.value)) : null;
      result[name] = variable ?? convert(pair.value, name, depth + 1);
    }
    return result;
  };
  const listOf = (items: readonly unknown[], name: string, depth: number): unknown => {
    const list = items.map((item) => convert(item as Node | null, '', depth + 1));
    return asMap(list, name);
  };
  return convert(node, key, 0);
}

/** The text that compose makes of a number or a boolean in `environment`; null for anything else, which is its own text. */
function numberText(value: Node | null): string | null {
  if (!isScalar(value) || value.type !== 'PLAIN' || value.tag !== undefined || value.source === undefined) return null;
  const { kind, text } = arrivingText(value.source);
  return kind === 'text' || kind === 'null' ? null : (text ?? value.source);
}

/** Keys whose lists are `NAME=value`, or names that stand for a map's keys. */
const PAIR_LISTS: ReadonlySet<string> = new Set(['environment', 'labels', 'annotations', 'sysctls', 'args']);
const NAME_LISTS: ReadonlySet<string> = new Set(['depends_on', 'networks']);

function asMap(list: readonly unknown[], key: string): unknown {
  const isPairs = PAIR_LISTS.has(key);
  if (!isPairs && !NAME_LISTS.has(key)) return list;
  const result = emptyMap();
  for (const item of list) {
    if (typeof item !== 'string') continue;
    const equals = isPairs ? item.indexOf('=') : -1;
    if (equals === -1) result[item] = key === 'depends_on' ? startedMap() : null;
    else result[item.slice(0, equals)] = item.slice(equals + 1);
  }
  return result;
}

/** What the short form of `depends_on` means (compose-spec, `depends_on`). */
function startedMap(): PlainMap {
  return Object.assign(emptyMap(), { condition: 'service_started', required: true });
}

/** Fills in variables everywhere in what one layer says. */
export function bindLayerData(data: unknown, fill: (text: string) => string | null): unknown {
  if (typeof data === 'string') return data.includes('$') ? (fill(data) ?? UNKNOWN) : data;
  if (data instanceof Replacement) return new Replacement(bindLayerData(data.value, fill));
  if (Array.isArray(data)) return data.map((item) => bindLayerData(item, fill));
  if (!isPlainMap(data)) return data;
  const result = emptyMap();
  for (const name of Object.keys(data)) result[name] = bindLayerData(data[name], fill);
  return result;
}

/** What a stronger layer takes the place of as a whole (compose-spec, 13-merge). */
const REPLACED_LISTS: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

/** Lays what one layer says over weaker ones, as compose does: maps deep, lists appended, anything else replaced. Replacements are gone then. */
export function layData(lower: unknown, upper: unknown, key: string): unknown {
  if (upper instanceof Replacement) return settle(upper.value);
  if (upper === null || upper === undefined) return lower ?? null;
  if (lower === null || lower === undefined || REPLACED_LISTS.has(key)) return settle(upper);
  if (Array.isArray(lower) && Array.isArray(upper)) return [...lower, ...upper.map(settle)] as unknown[];
  if (!isPlainMap(lower) || !isPlainMap(upper)) return settle(upper);
  if (key === 'logging' && differs(lower['driver'], upper['driver'])) return settle(upper);
  const result = emptyMap();
  for (const name of Object.keys(lower)) result[name] = lower[name];
  for (const name of Object.keys(upper)) result[name] = layData(result[name], upper[name], name);
  return result;
}

/** Options of one log driver are none of another's (compose-spec, 13-merge). */
function differs(lower: unknown, upper: unknown): boolean {
  return upper !== undefined && upper !== null && lower !== undefined && lower !== upper;
}

/** The data without what only matters while layers are laid. */
function settle(data: unknown): unknown {
  if (data instanceof Replacement) return settle(data.value);
  if (Array.isArray(data)) return data.map(settle);
  if (!isPlainMap(data)) return data;
  const result = emptyMap();
  for (const name of Object.keys(data)) result[name] = settle(data[name]);
  return result;
}
