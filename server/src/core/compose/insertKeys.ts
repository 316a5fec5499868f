import type { TextEdit } from '../text/edits.ts';
import { KeyInserter } from './keyInserter.ts';
import { listIndentOf, styleFor } from './layout.ts';
import type { ComposeModel, ComposeService } from './model.ts';
import type { WantedMap } from './renderYaml.ts';

/** Edits that add keys; no edits where nothing is missing. */
export interface Insertion {
  readonly edits: readonly TextEdit[];
  /** Anchors at which the edits happen; empty where only the service's own text changes. */
  readonly anchors: readonly string[];
  /** Every service whose effective keys change, this one first: more than one where others merge or extend what changes. */
  readonly services: readonly string[];
}

export interface Refusal {
  /** One sentence for people. */
  readonly refused: string;
}

/**
 * Adds the keys of `wanted` that a service lacks to its own map. What is there stays, byte by byte; keys that a merge
 * key supplies count as there. Refuses where an own key would hide what an anchor gives (a merge is shallow), or where
 * the text cannot be edited with certainty. Keys that `extends` supplies are not looked at: that merge is deep.
 */
export function insertIntoService(model: ComposeModel, service: ComposeService, wanted: WantedMap): Insertion | Refusal {
  return insertInto(model, service, wanted, false);
}

/** As `insertIntoService`, with lists in block style, indented as the file's lists are. */
export function insertBlockLists(model: ComposeModel, service: ComposeService, wanted: WantedMap): Insertion | Refusal {
  const style = styleFor(model, service);
  const listIndent = listIndentOf(model, style.step);
  return new KeyInserter(model, { service, followAnchors: false, style: { ...style, listIndent } }).run(wanted);
}

/**
 * As `insertIntoService`, but goes on at the anchor where a value is an alias or comes from a merge key, so that the
 * keys arrive in every service that uses it; `services` names them.
 */
export function insertAtAnchors(model: ComposeModel, service: ComposeService, wanted: WantedMap): Insertion | Refusal {
  return insertInto(model, service, wanted, true);
}

function insertInto(model: ComposeModel, service: ComposeService, wanted: WantedMap, followAnchors: boolean): Insertion | Refusal {
  return new KeyInserter(model, { service, followAnchors, style: styleFor(model, service) }).run(wanted);
}
