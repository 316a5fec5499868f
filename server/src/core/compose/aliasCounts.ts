import { isAlias, type Node } from 'yaml';
import type { ComposeModel } from './model.ts';
import { eachNode } from './nodes.ts';

const aliased = new WeakMap<ComposeModel, ReadonlyMap<Node, number>>();

/** How many aliases of the file stand for each anchored value. */
export function aliasCounts(model: ComposeModel): ReadonlyMap<Node, number> {
  const known = aliased.get(model);
  if (known) return known;
  const counts = new Map<Node, number>();
  if (model.text.includes('*')) {
    for (const { contents } of model.documents) {
      eachNode(contents, (node) => {
        const target = isAlias(node) ? model.resolve(node) : null;
        if (target) counts.set(target, (counts.get(target) ?? 0) + 1);
      });
    }
  }
  aliased.set(model, counts);
  return counts;
}
