import type { TextEdit } from '../../text/edits.ts';
import type { Refusal } from '../insertKeys.ts';
import type { ComposeModel } from '../model.ts';

/** What a primitive of this folder changes: disjoint edits of the model's text. */
export interface Edited {
  readonly edits: readonly TextEdit[];
  /** Every service whose keys change by it, where the place edited belongs to services: more than one for anchors and `extends`. */
  readonly services?: readonly string[];
}

/** Ends an edit that cannot be made with certainty; its message is the sentence that people read. */
export class Refused extends Error {}

export const TOO_UNUSUAL = 'The text around the place to edit is too unusual to change with certainty.';

/** Runs an edit of a readable file; what it refuses becomes its result. */
export function editing<Result extends Edited>(model: ComposeModel, edit: () => Result): Result | Refusal {
  if (!model.isTrustworthy) return { refused: 'The file has YAML errors, so it cannot be edited with certainty.' };
  try {
    return edit();
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

export function unusual(): never {
  throw new Refused(TOO_UNUSUAL);
}
