import { isMap, type Node, type YAMLSeq } from 'yaml';
import type { Refusal } from '../insertKeys.ts';
import type { ComposeModel } from '../model.ts';
import { ancestryOf, serviceAround, surroundings, type Ancestry } from './ancestry.ts';
import { editing, Refused, unusual, type Edited } from './editing.ts';
import { neededAnchor, servicesReadingPart } from './readers.ts';
import { removalOf } from './removal.ts';
import { isSameWithout, removePair, type OwnEntry } from './removeEntry.ts';
import { verify } from './verify.ts';

/**
 * Takes one item out of a list, with its lines and its own comment; the key of the list goes with its only item, where compose reads that alike.
 * `services` names all that read the list: several where it stands at an anchor. No edits where there is no such item.
 */
export function removeItem(model: ComposeModel, seq: YAMLSeq, index: number): Edited | Refusal {
  return editing(model, () => {
    const ancestry = ancestryOf(model, seq);
    if (!ancestry) unusual();
    if (!Number.isInteger(index) || index < 0 || index >= seq.items.length) return { edits: [] };
    const item = seq.items[index] as Node | null;
    const anchor = neededAnchor(model, item);
    if (anchor) throw new Refused(`The item holds the anchor \`&${anchor}\`, which other places use.`);
    if (seq.items.length === 1) return removeList(model, seq, ancestry);
    const edits = [removalOf(model.text, seq, index)];
    verify(model, seq.flow ? (surroundings(ancestry) ?? unusual()) : seq, edits, { removed: new Set([item]) });
    return { edits, services: servicesReadingPart(model, seq) };
  });
}

function removeList(model: ComposeModel, seq: YAMLSeq, ancestry: Ancestry): Edited {
  const name = serviceAround(ancestry);
  const service = name === null ? null : model.service(name);
  const entries = ancestry.steps.slice(2).flatMap<OwnEntry>(({ holder, pair, key }) => (isMap(holder) && pair && typeof key === 'string' ? [{ key, pair, holder }] : []));
  const path = entries.map(({ key }) => key);
  if (!service || path.length === 0 || path.length !== ancestry.steps.length - 2 || !isSameWithout(path) || seq.tag === '!override') {
    throw new Refused('It is the only item of its list, and without items the list means something else.');
  }
  return removePair(model, service, path, entries);
}
