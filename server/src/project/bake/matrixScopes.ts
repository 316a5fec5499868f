import { evaluate, isList, type BakeValue, type Lookup } from './bakeValue.ts';
import type { BakeVariables } from './bakeVariables.ts';
import type { BakeBlock } from './readHcl.ts';

/** More combinations than anybody builds. */
const MOST_COMBINATIONS = 1_000;

/**
 * What names mean in each of the targets that a block makes: one without a `matrix`, else one for each combination of its values.
 * Null where the matrix cannot be read: not even the targets' names are known then.
 */
export function matrixScopes({ attributes }: BakeBlock, { lookup }: BakeVariables): readonly Lookup[] | null {
  const written = attributes.get('matrix');
  if (!written) return [lookup];
  const matrix = evaluate(written, lookup);
  if (!(matrix instanceof Map)) return null;
  let combinations: readonly ReadonlyMap<string, BakeValue>[] = [new Map()];
  for (const [name, values] of matrix) {
    if (!isList(values) || values.length * combinations.length > MOST_COMBINATIONS) return null;
    combinations = combinations.flatMap((chosen) => values.map((value) => new Map(chosen).set(name, value)));
  }
  return combinations.map((chosen): Lookup => (name) => (chosen.has(name) ? chosen.get(name)! : lookup(name)));
}
