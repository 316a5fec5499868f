import { isAlias, isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import type { TextEdit } from '../../text/edits.ts';
import { span } from '../../text/span.ts';
import type { Refusal } from '../insertKeys.ts';
import { behindColon, endOfBlock } from '../insertionPoint.ts';
import { blockColumn, fileStyle, lineEndOf, lineStartOf } from '../layout.ts';
import type { ComposeEntry, ComposeModel } from '../model.ts';
import { isEmptyNode } from '../nodes.ts';
import { renderBlockEntry, renderFlowEntry, type WantedMap, type WantedValue } from '../renderYaml.ts';
import { isReset } from '../tags.ts';
import { editing, Refused, unusual, type Edited } from './editing.ts';
import { verify } from './verify.ts';

/**
 * Gives the file a top-level map such as `networks`, or the map that it has the entries that it lacks; an entry that is there counts,
 * whatever it says. A new one comes last, apart from what stands before it where the file's others are. An empty map is written as a key without a value.
 */
export function setTopLevel(model: ComposeModel, key: string, wanted: WantedMap): Edited | Refusal {
  return editing(model, () => {
    const roots = model.documents.map(({ contents }) => contents).filter(isMap) as YAMLMap<Node, Node | null>[];
    const last = roots[roots.length - 1];
    if (!last) throw new Refused('The file has no services to which it could be added.');
    const entries = roots.flatMap((root) => model.entries(root).get(key) ?? []);
    const missing = missingFrom(model, key, entries, wanted);
    const entry = entries[entries.length - 1];
    if (!entry) return { edits: [addEntries(model, last, { [key]: missing }, true)] };
    if (Object.keys(missing).length === 0) return { edits: [] };
    return { edits: [addBelow(model, key, entry, missing)] };
  });
}

function missingFrom(model: ComposeModel, key: string, entries: readonly ComposeEntry[], wanted: WantedMap): WantedMap {
  const missing = new Map<string, WantedValue>(Object.entries(wanted));
  for (const { pair, merged, isDuplicate } of entries) {
    const { value } = pair;
    if (isDuplicate) throw new Refused(`\`${key}\` occurs twice in this file, which compose refuses.`);
    if (isAlias(value)) throw new Refused(`\`${key}\` is an alias of \`&${value.source}\`, which other places share.`);
    if (merged) throw new Refused(`\`${key}\` comes from a merge key, which other places may share.`);
    if (isReset(value)) throw new Refused(`\`${key}\` is removed on purpose with \`!reset\`.`);
    if (isMap(value)) for (const name of model.entries(value).keys()) missing.delete(name);
    else if (!isEmptyNode(value)) throw new Refused(`\`${key}\` is not written as a map.`);
  }
  return Object.fromEntries(missing);
}

function addBelow(model: ComposeModel, key: string, { pair, holder }: ComposeEntry, missing: WantedMap): TextEdit {
  if (isMap(pair.value)) return addEntries(model, pair.value as YAMLMap<Node, Node | null>, missing, false);
  const { text } = model;
  const style = fileStyle(model);
  const colon = behindColon(text, pair);
  const hasProperties = (pair.value as { anchor?: string } | null)?.anchor !== undefined;
  if (colon === null || hasProperties || holder.flow) throw new Refused(`\`${key}\` has no value yet and is written too unusually to give it one.`);
  const at = lineEndOf(text, colon);
  const lines = entryLines(missing, ' '.repeat(style.step), model);
  const edit = { span: span(at, at), text: lines.map((line) => style.eol + line).join('') };
  verify(model, holder, [edit], { filled: new Map([[pair, missing]]) });
  return edit;
}

/** Adds entries behind the last one of a map that lacks them. */
function addEntries(model: ComposeModel, map: YAMLMap<Node, Node | null>, missing: WantedMap, isRoot: boolean): TextEdit {
  const edit = map.flow ? flowAddition(model, map, missing) : blockAddition(model, map, missing, isRoot);
  const place = `${map.range?.[0] ?? 0} ${edit.span.start} ${edit.text}`;
  const known = proved.get(model);
  if (known?.has(place)) return edit;
  verify(model, map, [edit], { added: new Map([[map, missing]]) });
  proved.set(model, (known ?? new Set()).add(place));
  return edit;
}

/** Additions verified before: several findings of a file ask for the same, and proving it may read the whole file. */
const proved = new WeakMap<ComposeModel, Set<string>>();

function blockAddition(model: ComposeModel, map: YAMLMap<Node, Node | null>, missing: WantedMap, isRoot: boolean): TextEdit {
  const { text } = model;
  const column = blockColumn(text, map) ?? unusual();
  // Comments at the left margin behind the last key are about the file, not about that key.
  const point = endOfBlock(text, map, isRoot ? column + 1 : column) ?? unusual();
  const { eol } = fileStyle(model);
  const blank = isRoot && hasBlankLinesBetween(text, map) ? [''] : [];
  const lines = [...blank, ...entryLines(missing, ' '.repeat(column), model)];
  const added = lines.map((line) => (point.side === 'behind' ? eol + line : line + eol)).join('');
  return { span: span(point.offset, point.offset), text: added };
}

function entryLines(missing: WantedMap, indent: string, model: ComposeModel): string[] {
  const style = fileStyle(model);
  return Object.entries(missing).flatMap(([name, value]) => renderBlockEntry(name, value, style)).map((line) => indent + line);
}

/** True where a blank line stands before the last key, comments of the key left out of account. */
function hasBlankLinesBetween(text: string, map: YAMLMap<Node, Node | null>): boolean {
  for (let i = map.items.length - 1; i > 0; i--) {
    let at = lineStartOf(text, map.items[i]!.key.range?.[0] ?? 0);
    while (at > 0) {
      const previous = lineStartOf(text, at - 1);
      const line = text.slice(previous, at).trim();
      if (line === '') return true;
      if (!line.startsWith('#')) break;
      at = previous;
    }
  }
  return false;
}

function flowAddition(model: ComposeModel, map: YAMLMap<Node, Node | null>, missing: WantedMap): TextEdit {
  const { text } = model;
  const [start = 0, end = 0] = map.range ?? [];
  if (text[end - 1] !== '}') unusual();
  const first = map.items[0]?.key as { type?: string } | undefined;
  const padding = text[start + 1] === ' ' ? ' ' : '';
  const style = { quote: fileStyle(model).quote, json: first?.type === 'QUOTE_DOUBLE', padding } as const;
  const added = Object.entries(missing).map(([name, value]) => renderFlowEntry(name, value, style)).join(', ');
  const last = map.items[map.items.length - 1] as Pair<Node, Node | null> | undefined;
  if (!last) return { span: span(start + 1, start + 1), text: text[start + 1] === '}' ? `${padding}${added}${padding}` : ` ${added}` };
  const isEmpty = isEmptyNode(last.value);
  const lastEnd = (isEmpty ? (behindColon(text, last) ?? last.key.range?.[1]) : last.value?.range?.[1]) ?? unusual();
  const comma = /^\s*,/.exec(text.slice(lastEnd, end));
  const at = lastEnd + (comma?.[0].length ?? 0);
  return { span: span(at, at), text: comma ? ` ${added}` : `, ${added}` };
}
