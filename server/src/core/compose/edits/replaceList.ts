import { isScalar, type Node, type YAMLSeq } from 'yaml';
import { span } from '../../text/span.ts';
import type { Refusal } from '../insertKeys.ts';
import { columnOf, fileStyle, quoteOf } from '../layout.ts';
import type { ComposeModel } from '../model.ts';
import { ancestryOf, surroundings } from './ancestry.ts';
import { editing, Refused, unusual, type Edited } from './editing.ts';
import { neededAnchor, servicesReadingPart } from './readers.ts';
import { newScalar, quoted } from './scalarStyle.ts';
import { commentsWithin, verify } from './verify.ts';

/**
 * Gives a list of texts other items, in its own style: brackets stay brackets, lines stay lines. Refuses lists with comments between their
 * items, aliases, or an anchor that other places use. `services` names all that read the list.
 */
export function replaceList(model: ComposeModel, seq: YAMLSeq, items: readonly string[]): Edited | Refusal {
  return editing(model, () => {
    const nodes = seq.items as (Node | null)[];
    const [first, last] = [nodes[0]?.range, nodes.at(-1)?.range];
    if (!first || !last || items.length === 0 || !nodes.every((node) => isScalar(node) && node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED')) unusual();
    const anchor = neededAnchor(model, seq);
    if (anchor) throw new Refused(`The list holds the anchor \`&${anchor}\`, which other places use.`);
    const at = span(first[0], last[1]);
    if (commentsWithin(model, at).length > 0) throw new Refused('There are comments between the words of the command, which is better changed by hand.');
    const kinds = new Set(nodes.map((node) => (isScalar(node) ? node.type : undefined)));
    const quote = kinds.has('QUOTE_DOUBLE') ? '"' : kinds.has('QUOTE_SINGLE') ? "'" : quoteOf(model);
    const column = columnOf(model.text, seq.range?.[0] ?? first[0]);
    const texts = items.map((item) => (kinds.has('QUOTE_DOUBLE') || kinds.has('QUOTE_SINGLE') ? quoted(item, quote) : newScalar(item, seq.flow === true, quote)));
    const text = texts.join(seq.flow ? ', ' : `${fileStyle(model).eol}${' '.repeat(column)}- `);
    const ancestry = ancestryOf(model, seq);
    const around = ancestry && surroundings(ancestry);
    if (!around) unusual();
    verify(model, around, [{ span: at, text }], { replaced: new Map([[seq, items]]) });
    return { edits: [{ span: at, text }], services: servicesReadingPart(model, seq) };
  });
}
