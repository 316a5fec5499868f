import { UNREAD, type Expression } from './bakeValue.ts';
import { templateParts } from './hclTokens.ts';
import { templateExpression, type BakeBlock, type BakeBody } from './readHcl.ts';

/** Blocks have one label in a bake file; every other top-level name is a variable. */
const BLOCK_TYPES: ReadonlySet<string> = new Set(['target', 'group', 'variable', 'function']);

/** Lists in lists. */
const DEEPEST = 50;

/** The body of a bake file in JSON (HCL JSON syntax specification): texts have interpolations there too. Null for what is no JSON object. */
export function readBakeJson(text: string): BakeBody | null {
  const top = parse(text.replace(/^\uFEFF/, ''));
  if (!isRecord(top)) return null;
  const attributes = new Map<string, Expression>();
  const blocks: BakeBlock[] = [];
  for (const [name, value] of Object.entries(top)) {
    if (BLOCK_TYPES.has(name)) blocks.push(...records(value).flatMap((record) => blocksOf(name, record)));
    else if (name !== '//') attributes.set(name, expressionOf(value, 0));
  }
  return { attributes, blocks };
}

function blocksOf(type: string, byLabel: Record<string, unknown>): BakeBlock[] {
  return Object.entries(byLabel).flatMap(([label, value]) =>
    records(value).map((record) => ({
      type,
      labels: [label],
      attributes: new Map(Object.entries(record).map(([name, item]) => [name, expressionOf(item, 0)] as const)),
    })),
  );
}

/** An object stands for one block, a list of objects for several. */
function records(value: unknown): readonly Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

function expressionOf(value: unknown, depth: number): Expression {
  if (depth > DEEPEST) return UNREAD;
  if (typeof value === 'string') return textExpression(value);
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? UNREAD : { kind: 'literal', value };
  if (typeof value === 'boolean' || value === null) return { kind: 'literal', value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => expressionOf(item, depth + 1)) };
  if (!isRecord(value)) return UNREAD;
  return { kind: 'object', entries: Object.entries(value).map(([key, item]) => [textExpression(key), expressionOf(item, depth + 1)]) };
}

function textExpression(text: string): Expression {
  const parts = templateParts(text);
  return parts ? templateExpression(parts) : UNREAD;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
