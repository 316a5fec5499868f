import { evaluate, UNKNOWN, type BakeValue, type Expression, type Lookup } from './bakeValue.ts';
import type { BakeBody } from './readHcl.ts';

/** Variables that name variables; longer chains are nobody's file. */
const DEEPEST = 50;

/**
 * The variables of a bake file, as they are with nothing set in the environment: `variable` blocks by their default, and attributes
 * beside the blocks. One without a default, or whose default is null, is UNKNOWN: it is there to be set by the environment.
 */
export class BakeVariables {
  private readonly written = new Map<string, Expression>();
  private readonly values = new Map<string, BakeValue>();
  private depth = 0;

  constructor({ attributes, blocks }: BakeBody) {
    for (const { type, labels, attributes: own } of blocks) {
      const value = own.get('default');
      if (type === 'variable' && labels.length === 1 && value) this.written.set(labels[0]!, value);
    }
    for (const [name, value] of attributes) this.written.set(name, value);
  }

  readonly lookup: Lookup = (name) => {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    const expression = this.written.get(name);
    if (!expression || this.depth >= DEEPEST) return UNKNOWN;
    // What is asked for while it is being read goes in a circle.
    this.values.set(name, UNKNOWN);
    this.depth++;
    const value = evaluate(expression, this.lookup) ?? UNKNOWN;
    this.depth--;
    this.values.set(name, value);
    return value;
  };
}
