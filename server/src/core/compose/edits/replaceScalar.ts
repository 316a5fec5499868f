import { isAlias, isScalar, type Node } from 'yaml';
import { span } from '../../text/span.ts';
import type { Refusal } from '../insertKeys.ts';
import { quoteOf } from '../layout.ts';
import type { ComposeModel } from '../model.ts';
import { isEmptyNode } from '../nodes.ts';
import { ancestryOf, surroundings } from './ancestry.ts';
import { editing, Refused, unusual, type Edited } from './editing.ts';
import { neededAnchor, servicesReadingPart } from './readers.ts';
import { inStyleOf } from './scalarStyle.ts';
import { verify } from './verify.ts';

interface ReplaceOptions {
  /** True where every place that shares the value by an alias is meant as well. */
  readonly everywhere?: boolean;
}

/**
 * Gives a scalar value another text: quotes, comments, anchors and tags stay as they are, and a plain number stays plain where
 * the text is a number. The text is YAML's, not yet interpolated: a `$` counts as compose reads it. Refuses aliases, block scalars, values
 * of which nothing is written, and, but for `everywhere`, scalars that aliases share. `services` names all that read the place.
 */
export function replaceScalar(model: ComposeModel, node: Node | null, value: string, options: ReplaceOptions = {}): Edited | Refusal {
  return editing(model, () => {
    if (isAlias(node)) throw new Refused(`The value is an alias of \`&${node.source}\`, which other places share.`);
    if (!isScalar(node)) throw new Refused('The value is a list or a map, not one text.');
    if (isEmptyNode(node)) throw new Refused('The key has no value yet.');
    if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') throw new Refused('The value is a text of several lines, which is better changed by hand.');
    const shared = options.everywhere ? null : neededAnchor(model, node);
    if (shared) throw new Refused(`The value is the anchor \`&${shared}\`, which other places share.`);
    const ancestry = ancestryOf(model, node);
    const around = ancestry && surroundings(ancestry);
    const [start, end] = node.range ?? [];
    if (!ancestry || !around || start === undefined || end === undefined) unusual();
    const services = servicesReadingPart(model, node);
    const isFlow = ancestry.steps.some(({ holder }) => holder.flow);
    const text = inStyleOf(node, value, isFlow, quoteOf(model));
    if (text === model.text.slice(start, end)) return { edits: [], services };
    const edits = [{ span: span(start, end), text }];
    if (!isWordForWord(model.text.slice(start, end), text)) verify(model, around, edits, { replaced: new Map([[node, value]]) });
    return { edits, services };
  });
}

/** A word that no YAML reads as anything but text. */
const WORD = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z][a-z\d]*(?:_[a-z\d]+)*$/;

/** True for one word in the place of another: nothing around it can come to mean something else, so that nothing need be read again. */
function isWordForWord(before: string, after: string): boolean {
  return WORD.test(before) && WORD.test(after);
}
