import { isAlias, isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { span } from '../../text/span.ts';
import type { Insertion, Refusal } from '../insertKeys.ts';
import { behindColon, endOfBlock } from '../insertionPoint.ts';
import { blockColumn, columnOf, lineEndOf, styleFor } from '../layout.ts';
import type { ComposeEntry, ComposeModel, ComposeService } from '../model.ts';
import { isMergeKey, keyText } from '../nodes.ts';
import { renderBlockEntry, type WantedMap } from '../renderYaml.ts';
import { sameNode } from '../sameExcept.ts';
import { servicesReading } from '../sharedMaps.ts';
import { readYamlStream } from '../yamlStream.ts';
import { editing, Refused, TOO_UNUSUAL } from './editing.ts';

export interface Repetition extends Insertion {
  /** The anchor whose map is repeated. */
  readonly repeats: string;
}

/**
 * Gives a service a map of its own in place of the anchored one that it shares: `deploy: {<<: *shared}` and the wanted keys, so that it keeps
 * what the anchor carries and no other service changes. Refuses where the map has no anchor, or has one of the wanted keys: a merge is
 * shallow, and the new key would hide it.
 */
export function repeatShared(model: ComposeModel, service: ComposeService, key: string, wanted: WantedMap): Repetition | Refusal {
  return editing(model, () => repeat(model, service, key, wanted));
}

function repeat(model: ComposeModel, service: ComposeService, key: string, wanted: WantedMap): Repetition {
  const { map } = service;
  if (!map || map.flow || service.declarations.length !== 1) throw new Refused(`\`${service.name}\` is not written as a map with a key a line.`);
  const entry = model.entries(map).get(key);
  const anchor = entry && sharedAnchor(model, service, entry);
  if (!entry || !anchor) throw new Refused(`\`${key}\` of \`${service.name}\` has no anchor that could be repeated.`);
  const carried = model.entries(model.resolve(entry.pair.value) as YAMLMap);
  const hidden = Object.keys(wanted).find((name) => carried.has(name));
  if (hidden !== undefined) throw new Refused(`\`&${anchor}\` has \`${hidden}\` already, and one of \`${service.name}\` would hide it.`);
  const edit = entry.merged ? addedBehind(model, service, map, key, anchor, wanted) : inPlaceOfAlias(model, service, entry.pair, anchor, wanted);
  check(model, map, edit, { key, anchor, wanted });
  const { services, hidden: clash } = servicesReading(model, service, [{ path: [], map, keys: [key] }], map.anchor !== undefined);
  if (clash) throw new Refused(`\`${clash.service}\` merges this place and takes \`${clash.key}\` from another, which the new one could hide.`);
  return { edits: [edit], anchors: [], services, repeats: anchor };
}

/** Name of the anchor that holds the value and that an alias within the service would mean; null where there is none. */
function sharedAnchor(model: ComposeModel, service: ComposeService, { pair, merged, isDuplicate }: ComposeEntry): string | null {
  const target = model.resolve(pair.value);
  const name = isMap(target) ? target.anchor : undefined;
  if (name === undefined || isDuplicate || (!merged && !isAlias(pair.value))) return null;
  // A second anchor of that name, further down, would be the one that the new alias means.
  const uses = model.text.split(`&${name}`).slice(1).filter((rest) => !/^[^\s,[\]{}]/.test(rest)).length;
  const isAbove = target!.range !== null && target!.range !== undefined && target!.range[0] < service.keySpan.start;
  return uses === 1 && isAbove ? name : null;
}

function linesOf(model: ComposeModel, service: ComposeService, anchor: string, wanted: WantedMap): string[] {
  return [`<<: *${anchor}`, ...Object.entries(wanted).flatMap(([name, value]) => renderBlockEntry(name, value, styleFor(model, service)))];
}

/** `deploy: *shared # why` becomes `deploy: # why` with lines below. */
function inPlaceOfAlias(model: ComposeModel, service: ComposeService, pair: Pair<Node, Node | null>, anchor: string, wanted: WantedMap): TextEdit {
  const { text } = model;
  const { eol, step } = styleFor(model, service);
  const colon = behindColon(text, pair);
  const end = pair.value?.range?.[1];
  if (colon === null || end === undefined || !/^[ \t]+\*\S+$/.test(text.slice(colon, end))) throw new Refused(TOO_UNUSUAL);
  const rest = text.slice(end, lineEndOf(text, end));
  if (!/^[ \t]*(?:[ \t]#.*)?$/.test(rest)) throw new Refused(TOO_UNUSUAL);
  const indent = ' '.repeat(columnOf(text, pair.key.range?.[0] ?? 0) + step);
  const lines = linesOf(model, service, anchor, wanted).map((line) => eol + indent + line).join('');
  return { span: span(colon, end + rest.length), text: rest + lines };
}

function addedBehind(model: ComposeModel, service: ComposeService, map: YAMLMap, key: string, anchor: string, wanted: WantedMap): TextEdit {
  const { text } = model;
  const { eol, step } = styleFor(model, service);
  const column = blockColumn(text, map);
  const point = column === null ? null : endOfBlock(text, map, column);
  if (column === null || point === null) throw new Refused(TOO_UNUSUAL);
  const lines = [`${key}:`, ...linesOf(model, service, anchor, wanted).map((line) => ' '.repeat(step) + line)].map((line) => ' '.repeat(column) + line);
  return { span: span(point.offset, point.offset), text: lines.map((line) => (point.side === 'behind' ? eol + line : line + eol)).join('') };
}

/** Reads the service again, and refuses where anything but the key came or went. */
function check({ text }: ComposeModel, map: YAMLMap, edit: TextEdit, { key, anchor, wanted }: { key: string; anchor: string; wanted: WantedMap }): void {
  const [start = 0, valueEnd = 0] = map.range ?? [];
  const column = columnOf(text, start);
  const shift = column - start;
  const before = ' '.repeat(column) + text.slice(start, Math.max(valueEnd, edit.span.end));
  const moved = { span: span(edit.span.start + shift, edit.span.end + shift), text: edit.text };
  const { documents, complete } = readYamlStream(applyEdits(before, [moved]));
  const after = documents[0]?.contents;
  if (!complete || documents.length !== 1 || documents[0]!.errors.length > 0 || !isMap(after)) throw new Refused(TOO_UNUSUAL);
  const others = (each: YAMLMap) => each.items.filter((pair) => keyText(pair.key) !== key);
  const [was, is] = [others(map), others(after)];
  const isKept = was.length === is.length && was.every((pair, i) => sameNode(pair.key as Node, is[i]!.key as Node) && sameNode(pair.value as Node | null, is[i]!.value as Node | null));
  const own = after.items.find((pair) => keyText(pair.key) === key)?.value;
  const isRight = isMap(own) && own.items.length === Object.keys(wanted).length + 1 && isAlias(own.items[0]?.value) && own.items[0].value.source === anchor && isMergeKey(own.items[0].key);
  if (!isKept || !isRight || !own.items.slice(1).every((pair) => Object.hasOwn(wanted, keyText(pair.key) ?? ''))) throw new Refused(TOO_UNUSUAL);
}
