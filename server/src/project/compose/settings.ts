import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { scalarValue, type NodeReader } from '../../core/compose/plainData.ts';
import { isNullNode } from '../../core/compose/nodes.ts';
import { isOverride, isReset } from '../../core/compose/tags.ts';

/**
 * What one file says of one key: nothing (undefined), a value, something that cannot be told (`unknown`), or that whatever weaker
 * files say does not count (`reset`, from `!reset`).
 */
export type Setting<Value> = { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'unknown' } | { readonly kind: 'reset' } | undefined;

/** A map that files lay over each other key by key; null values stand for names without one. */
export interface SettingMap {
  /** True where nothing of weaker files counts (`!override`, `!reset`). */
  readonly replaces: boolean;
  readonly entries: ReadonlyMap<string, Setting<string | null>>;
}

/** A list that files add to. */
export interface SettingList {
  /** True where nothing of weaker files counts (`!override`, `!reset`). */
  readonly replaces: boolean;
  readonly values: readonly string[];
}

export const UNKNOWN = { kind: 'unknown' } as const;
export const RESET = { kind: 'reset' } as const;
/** The same for all that say nothing: a workspace may have ten thousand services, and few have each key. */
export const NO_SETTINGS: SettingMap = { replaces: false, entries: new Map() };

export const NO_LIST: SettingList = { replaces: false, values: [] };

export function known<Value>(value: Value): { readonly kind: 'value'; readonly value: Value } {
  return { kind: 'value', value };
}

/** More names than anybody writes. */
const MOST_ENTRIES = 5_000;

/** A text as written; what is no text cannot be told. */
export function readText(node: Node | null | undefined, reader: NodeReader): Setting<string> {
  if (isReset(node)) return RESET;
  const value = reader.resolve(node ?? null);
  if (isNullNode(value)) return undefined;
  return isScalar(value) && typeof value.value === 'string' ? known(value.value) : UNKNOWN;
}

/** `{NAME: value}` or `[NAME=value, NAME]`. */
export function readSettingMap(node: Node | null | undefined, reader: NodeReader): SettingMap {
  if (!node) return NO_SETTINGS;
  const replaces = isOverride(node) || isReset(node);
  const entries = new Map<string, Setting<string | null>>();
  const value = isReset(node) ? null : reader.resolve(node);
  if (isMap(value)) {
    for (const [name, { pair }] of reader.entries(value)) {
      if (entries.size >= MOST_ENTRIES) break;
      entries.set(name, isReset(pair.value) ? RESET : scalarSetting(reader.resolve(pair.value)));
    }
  } else if (isSeq(value)) {
    for (const item of value.items.slice(0, MOST_ENTRIES)) {
      const text = scalarSetting(reader.resolve(item as Node | null));
      if (text?.kind !== 'value' || text.value === null) continue;
      const equals = text.value.indexOf('=');
      if (equals === -1) entries.set(text.value, known(null));
      else entries.set(text.value.slice(0, equals), known(text.value.slice(equals + 1)));
    }
  }
  return { replaces, entries };
}

/** What is no text is left out. */
export function readSettingList(node: Node | null | undefined, reader: NodeReader): SettingList {
  if (!node) return NO_LIST;
  const value = isReset(node) ? null : reader.resolve(node);
  const items = isSeq(value) ? value.items.slice(0, MOST_ENTRIES).map((item) => reader.resolve(item as Node | null)) : [];
  return { replaces: isOverride(node) || isReset(node), values: items.flatMap((item) => (isScalar(item) && typeof item.value === 'string' ? [item.value] : [])) };
}

function scalarSetting(node: Node | null): Setting<string | null> {
  if (isNullNode(node)) return known(null);
  return isScalar(node) ? known(String(scalarValue(node))) : UNKNOWN;
}

/** The stronger file's word, where it says one. */
export function layText<Value>(lower: Setting<Value>, upper: Setting<Value>): Setting<Value> {
  return upper ?? lower;
}

export function layMap(lower: SettingMap, upper: SettingMap): SettingMap {
  if (upper.replaces || lower.entries.size === 0) return { replaces: upper.replaces || lower.replaces, entries: upper.entries };
  if (upper.entries.size === 0) return lower;
  return { replaces: lower.replaces, entries: new Map([...lower.entries, ...upper.entries]) };
}

export function layList(lower: SettingList, upper: SettingList): SettingList {
  return upper.replaces ? upper : { replaces: lower.replaces, values: [...lower.values, ...upper.values].slice(0, MOST_ENTRIES) };
}
