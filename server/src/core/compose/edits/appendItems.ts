import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLSeq } from 'yaml';
import type { TextEdit } from '../../text/edits.ts';
import { span } from '../../text/span.ts';
import { insertBlockLists, type Refusal } from '../insertKeys.ts';
import { endOfBlock } from '../insertionPoint.ts';
import { columnOf, lineStartOf, styleFor } from '../layout.ts';
import type { ComposeModel, ComposeService } from '../model.ts';
import { isEmptyNode } from '../nodes.ts';
import { renderBlockItems, type WantedMap } from '../renderYaml.ts';
import { ancestryOf, surroundings } from './ancestry.ts';
import { editing, Refused, unusual, type Edited } from './editing.ts';
import { servicesReadingPart } from './readers.ts';
import { ownPath } from './removeEntry.ts';
import { newScalar, quoted, type Quote } from './scalarStyle.ts';
import { verify } from './verify.ts';

/**
 * Adds items to the end of a list of the service's own text, those that it has not; the list is made in block style where the service has none.
 * Refuses what is written as a map or one text, and what an anchor supplies. What `extends` or another file gives
 * is not looked at: compose joins most lists, but refuses a file in which joining makes two `security_opt` alike.
 */
export function appendItems(model: ComposeModel, service: ComposeService, path: readonly string[], items: readonly string[]): Edited | Refusal {
  return editing(model, () => {
    const entries = ownPath(model, service, path);
    const value = entries?.[entries.length - 1]?.pair.value ?? null;
    if (isEmptyNode(value)) return create(model, service, path, items);
    const key = path[path.length - 1]!;
    if (isMap(value)) throw new Refused(`\`${key}\` is written as a map, not as a list.`);
    if (!isSeq(value)) throw new Refused(`\`${key}\` is not written as a list.`);
    const missing = [...new Set(items)].filter((item) => !value.items.some((each) => isScalar(each) && String(each.source ?? each.value) === item));
    if (missing.length === 0) return { edits: [] };
    const ancestry = ancestryOf(model, value);
    const around = value.flow ? ancestry && surroundings(ancestry) : value;
    if (!around) unusual();
    const pair = entries![entries!.length - 1]!.pair;
    const edits = [value.flow ? flowAddition(model, value, missing) : blockAddition(model, service, pair, value, missing)];
    verify(model, around, edits, { appended: new Map([[value, missing]]) });
    return { edits, services: servicesReadingPart(model, value) };
  });
}

function create(model: ComposeModel, service: ComposeService, path: readonly string[], items: readonly string[]): Edited {
  const wanted = path.reduceRight<WantedMap | readonly string[]>((inner, key) => ({ [key]: inner }), [...new Set(items)]);
  const result = insertBlockLists(model, service, wanted as WantedMap);
  if ('refused' in result) throw new Refused(result.refused);
  return { edits: result.edits, services: result.services };
}

function blockAddition(model: ComposeModel, service: ComposeService, { key }: Pair<Node, Node | null>, seq: YAMLSeq, items: readonly string[]): TextEdit {
  const { text } = model;
  const dash = seq.range?.[0] ?? unusual();
  const column = columnOf(text, dash);
  if (text.slice(lineStartOf(text, dash), dash).trim() !== '' || text[dash] !== '-') unusual();
  // Where the list stands below its key without indentation, comments at that column may be about what comes next.
  const isIndented = column > columnOf(text, key.range?.[0] ?? dash);
  const point = endOfBlock(text, seq, isIndented ? column : column + 1) ?? unusual();
  const style = styleFor(model, service);
  const lines = renderItems(seq, items, { ...style, quote: quoteOfItems(seq, style.quote) }, column);
  const added = lines.map((line) => (point.side === 'behind' ? style.eol + line : line + style.eol)).join('');
  return { span: span(point.offset, point.offset), text: added };
}

/** Quoted where every item of the list is. */
function renderItems(seq: YAMLSeq, items: readonly string[], style: Parameters<typeof renderBlockItems>[1], column: number): string[] {
  if (!areAllQuoted(seq)) return renderBlockItems(items, style, column);
  return items.map((item) => `${' '.repeat(column)}- ${quoted(item, style.quote)}`);
}

function flowAddition(model: ComposeModel, seq: YAMLSeq, items: readonly string[]): TextEdit {
  const { text } = model;
  const [start = 0, end = 0] = seq.range ?? [];
  if (text[end - 1] !== ']') unusual();
  const quote = quoteOfItems(seq, "'");
  const added = items.map((item) => (areAllQuoted(seq) ? quoted(item, quote) : newScalar(item, true, quote))).join(', ');
  const last = seq.items[seq.items.length - 1] as Node | undefined;
  if (!last) return { span: span(start + 1, start + 1), text: added };
  const lastEnd = last.range?.[1] ?? unusual();
  const comma = /^\s*,/.exec(text.slice(lastEnd, end));
  const at = lastEnd + (comma?.[0].length ?? 0);
  return { span: span(at, at), text: comma ? ` ${added}` : `, ${added}` };
}

function areAllQuoted(seq: YAMLSeq): boolean {
  return seq.items.length > 0 && seq.items.every((item) => isScalar(item) && (item.type === 'QUOTE_DOUBLE' || item.type === 'QUOTE_SINGLE'));
}

function quoteOfItems(seq: YAMLSeq, fallback: Quote): Quote {
  for (const item of seq.items) {
    if (isScalar(item) && item.type === 'QUOTE_DOUBLE') return '"';
    if (isScalar(item) && item.type === 'QUOTE_SINGLE') return "'";
  }
  return fallback;
}
