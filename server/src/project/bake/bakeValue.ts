/** Stands for what only bake itself can tell: results of functions, conditions, the environment. */
export const UNKNOWN = Symbol('unknown');

/** A value of a bake file. Numbers and booleans stay what they are until a text is wanted. */
export type BakeValue = string | number | boolean | null | readonly BakeValue[] | ReadonlyMap<string, BakeValue> | typeof UNKNOWN;

/** An expression as far as it is read; all others are `unknown`. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `"app-${VERSION}"`: texts and what stands between them. */
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  /** `VERSION`, `item.name`, `item["name"]`. */
  | { readonly kind: 'reference'; readonly name: string; readonly steps: readonly (string | number)[] }
  | { readonly kind: 'unknown' };

export const UNREAD: Expression = { kind: 'unknown' };

/** What a name means where an expression stands; UNKNOWN where that cannot be told. */
export type Lookup = (name: string) => BakeValue;

/** Longer texts are made by doubling variables, not by people. */
const LONGEST_TEXT = 100_000;

export function evaluate(expression: Expression, lookup: Lookup): BakeValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return fillTemplate(expression.parts, lookup);
    case 'list':
      return expression.items.map((item) => evaluate(item, lookup));
    case 'object':
      return makeObject(expression.entries, lookup);
    case 'reference':
      return expression.steps.reduce(step, lookup(expression.name));
    case 'unknown':
      return UNKNOWN;
  }
}

/** As text, the way bake converts it; UNKNOWN where it is no text. */
export function textOf(value: BakeValue): string | typeof UNKNOWN {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return UNKNOWN;
}

export function isList(value: BakeValue): value is readonly BakeValue[] {
  return Array.isArray(value);
}

/** One interpolation alone keeps its value's type (HCL specification, "Template Interpolation Unwrapping"). */
function fillTemplate(parts: readonly (string | Expression)[], lookup: Lookup): BakeValue {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return evaluate(only, lookup);
  let text = '';
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : textOf(evaluate(part, lookup));
    if (piece === UNKNOWN || text.length + piece.length > LONGEST_TEXT) return UNKNOWN;
    text += piece;
  }
  return text;
}

function makeObject(entries: readonly (readonly [Expression, Expression])[], lookup: Lookup): BakeValue {
  const made = new Map<string, BakeValue>();
  for (const [key, value] of entries) {
    const name = textOf(evaluate(key, lookup));
    if (name === UNKNOWN) return UNKNOWN;
    made.set(name, evaluate(value, lookup));
  }
  return made;
}

function step(value: BakeValue, key: string | number): BakeValue {
  if (value instanceof Map) return value.get(String(key)) ?? UNKNOWN;
  return isList(value) && typeof key === 'number' ? (value[key] ?? UNKNOWN) : UNKNOWN;
}
