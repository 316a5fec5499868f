import { isObject } from '../core/collections/objects.ts';

/** A list whose items are made one after the other, as they are written. */
export class JsonList {
  constructor(readonly items: Iterable<unknown>) {}
}

/** What `JSON.stringify(value, null, 2)` gives, in pieces: nowhere is all of it at once, if the long lists in it are `JsonList`s. Those stand in plain objects and arrays. */
export function* jsonPieces(value: unknown, margin = ''): Generator<string> {
  if (value instanceof JsonList) yield* members('[', ']', pairs(value.items), margin);
  else if (Array.isArray(value) && value.some(holdsList)) yield* members('[', ']', pairs(value), margin);
  else if (holdsList(value)) yield* members('{', '}', named(value as object), margin);
  else yield JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
}

function* members(open: string, close: string, all: Iterable<readonly [string, unknown]>, margin: string): Generator<string> {
  const inner = `${margin}  `;
  let before = open;
  for (const [name, value] of all) {
    yield `${before}\n${inner}${name}`;
    yield* jsonPieces(value, inner);
    before = ',';
  }
  yield before === open ? `${open}${close}` : `\n${margin}${close}`;
}

function* pairs(items: Iterable<unknown>): Generator<readonly [string, unknown]> {
  for (const item of items) yield ['', item];
}

function* named(object: object): Generator<readonly [string, unknown]> {
  for (const [key, value] of Object.entries(object) as [string, unknown][]) if (value !== undefined) yield [`${JSON.stringify(key)}: `, value];
}

function holdsList(value: unknown): boolean {
  if (value instanceof JsonList) return true;
  return Array.isArray(value) ? value.some(holdsList) : isObject(value) && Object.values(value).some(holdsList);
}
