import { isCollection, isMap, isPair, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { ComposeModel } from '../model.ts';
import { keyText } from '../nodes.ts';

/** One collection on the way from a document to a node, with what leads on. */
export interface Step {
  readonly holder: YAMLMap | YAMLSeq;
  /** The pair that holds what is next; null within a list. */
  readonly pair: Pair<Node, Node | null> | null;
  /** Key or position. */
  readonly key: string | number | null;
}

/** Where a node stands in its file: the collections around it, outermost first. */
export interface Ancestry {
  readonly document: Document;
  readonly steps: readonly Step[];
}

/** Finds the collections around a value by their places; null for a node of another text, and for keys. */
export function ancestryOf(model: ComposeModel, node: Node): Ancestry | null {
  const start = node.range?.[0];
  if (start === undefined) return null;
  for (const document of model.documents) {
    const steps: Step[] = [];
    let at: Node | null = document.contents;
    while (at !== node && isCollection(at)) {
      const step = stepTowards(at as YAMLMap | YAMLSeq, node, start);
      if (!step) break;
      steps.push(step.step);
      at = step.next;
    }
    if (at === node) return { document, steps };
  }
  return null;
}

function stepTowards(holder: YAMLMap | YAMLSeq, node: Node, start: number): { step: Step; next: Node | null } | null {
  const items = holder.items as readonly unknown[];
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(items[middle]) <= start) low = middle;
    else high = middle - 1;
  }
  // Values without text have the place of what comes next.
  for (let index = low; index >= 0 && index >= low - 1; index--) {
    const item = items[index];
    const next = (isPair(item) ? item.value : item) as Node | null;
    if (next !== node && !holds(next, start)) continue;
    const pair = isPair(item) ? (item as Pair<Node, Node | null>) : null;
    return { step: { holder, pair, key: pair ? keyText(pair.key) : index }, next };
  }
  return null;
}

function holds(node: Node | null, start: number): boolean {
  return isCollection(node) && !!node.range && node.range[0] <= start && start <= node.range[1];
}

function startOf(item: unknown): number {
  const node = (isPair(item) ? item.key : item) as Node | null;
  return node?.range?.[0] ?? Number.MAX_SAFE_INTEGER;
}

/** True where an anchor holds the node, or is its own: other places may share what it says. */
export function isAnchored(ancestry: Ancestry, node: Node): boolean {
  if ((isScalar(node) || isCollection(node)) && node.anchor) return true;
  return ancestry.steps.some(({ holder }) => holder.anchor !== undefined);
}

/** The service whose text holds the place; null for one outside `services`. */
export function serviceAround({ steps }: Ancestry): string | null {
  return steps[0]?.key === 'services' && typeof steps[1]?.key === 'string' ? steps[1].key : null;
}

/** The innermost collection around it that can be read alone: its entries show whether an edit within changes anything else. */
export function surroundings({ steps }: Ancestry): YAMLMap | YAMLSeq | null {
  for (let i = steps.length - 1; i >= 0; i--) {
    const { holder } = steps[i]!;
    if (!holder.flow && (isMap(holder) || isSeq(holder))) return holder;
  }
  return steps[0]?.holder ?? null;
}
