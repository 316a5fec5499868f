import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { ComposeEntry } from './model.ts';
import { isReset } from './tags.ts';

/** What plain data needs of a model. */
export interface NodeReader {
  resolve(node: Node | null): Node | null;
  entries(map: YAMLMap): ReadonlyMap<string, ComposeEntry>;
}

export type PlainMap = { [key: string]: unknown };

const MAX_NODES = 20_000;
const MAX_DEPTH = 64;

class BudgetExceeded extends Error {}

/** A node as plain data with aliases and merge keys resolved; undefined where that would need too many nodes or never end. */
export function toPlainData(node: Node | null, reader: NodeReader): unknown {
  let nodes = 0;
  const convert = (written: Node | null, depth: number): unknown => {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw new BudgetExceeded();
    const value = reader.resolve(written);
    if (isScalar(value)) return scalarValue(value);
    if (isSeq(value)) return value.items.map((item) => convert(item as Node | null, depth + 1));
    if (!isMap(value)) return null;
    const result = emptyMap();
    for (const [key, { pair }] of reader.entries(value)) {
      if (!isReset(pair.value)) result[key] = convert(pair.value, depth + 1);
    }
    return result;
  };
  try {
    return convert(node, 0);
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

/** The value as compose reads it: its YAML library still takes `0644` for octal, the 1.2 core schema does not. */
export function scalarValue(scalar: Scalar): unknown {
  const { value, source } = scalar;
  if (typeof value === 'number' && source !== undefined && /^0[0-7]+$/.test(source)) return Number.parseInt(source, 8);
  return value;
}

export function emptyMap(): PlainMap {
  return Object.create(null) as PlainMap;
}

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lists that a later layer replaces instead of appending to (compose specification, 13-merge). */
const REPLACED_LISTS = new Set(['command', 'entrypoint', 'test']);

/** Lays one layer over another as compose merges files and `extends`: maps deep, lists appended, anything else replaced. */
export function mergeLayers(lower: unknown, upper: unknown, key: string): unknown {
  if (upper === null || upper === undefined) return lower;
  if (lower === null || lower === undefined) return upper;
  if (REPLACED_LISTS.has(key)) return upper;
  if (Array.isArray(lower) && Array.isArray(upper)) return [...lower, ...upper];
  const under = asMap(lower);
  const over = asMap(upper);
  if (!under || !over) return upper;
  const result = emptyMap();
  for (const name of Object.keys(under)) result[name] = under[name];
  for (const name of Object.keys(over)) result[name] = mergeLayers(result[name], over[name], name);
  return result;
}

/** A map, or a list of `KEY=value` or bare names in the map form that compose turns it into. */
function asMap(value: unknown): PlainMap | null {
  if (isPlainMap(value)) return value;
  if (!Array.isArray(value)) return null;
  const result = emptyMap();
  for (const item of value) {
    if (typeof item !== 'string') return null;
    const equals = item.indexOf('=');
    if (equals === -1) result[item] = null;
    else result[item.slice(0, equals)] = item.slice(equals + 1);
  }
  return result;
}
