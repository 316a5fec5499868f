import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextEdit } from '../../text/edits.ts';
import { span } from '../../text/span.ts';
import { insertIntoService, type Refusal } from '../insertKeys.ts';
import { behindColon } from '../insertionPoint.ts';
import { columnOf, lineEndOf, lineStartOf, styleFor } from '../layout.ts';
import type { ComposeModel, ComposeService } from '../model.ts';
import { isEmptyNode } from '../nodes.ts';
import { isWantedMap, type WantedMap, type YamlStyle } from '../renderYaml.ts';
import { editing, Refused, unusual, type Edited } from './editing.ts';
import { neededAnchor, servicesReadingPart } from './readers.ts';
import { ownPath, type OwnEntry } from './removeEntry.ts';
import { replaceScalar } from './replaceScalar.ts';
import { commentsWithin, verify } from './verify.ts';

/**
 * Says under which condition a service waits for others that its own `depends_on` names. A list becomes a map in which the others keep what
 * a list means (`service_started`); in a map `condition` is set or added. Comments stay at their entries.
 */
export function setConditions(model: ComposeModel, service: ComposeService, conditions: ReadonlyMap<string, string>): Edited | Refusal {
  return editing(model, () => {
    if (conditions.size === 0) return { edits: [] };
    const entries = ownPath(model, service, ['depends_on']);
    const entry = entries?.[0];
    const value = entry?.pair.value ?? null;
    if (!entry || isEmptyNode(value)) throw new Refused(`\`${service.name}\` has no \`depends_on\` of its own here.`);
    if (isAlias(value)) throw new Refused(`\`depends_on\` is an alias of \`&${value.source}\`, which other places share.`);
    if (isMap(value)) return setInMap(model, service, value, conditions);
    if (isSeq(value)) return listToMap(model, service, entry, value, conditions);
    throw new Refused('`depends_on` is written neither as a list nor as a map.');
  });
}

function setInMap(model: ComposeModel, service: ComposeService, map: YAMLMap, conditions: ReadonlyMap<string, string>): Edited {
  const edits: TextEdit[] = [];
  const missing: Record<string, WantedMap> = Object.create(null) as Record<string, WantedMap>;
  const services = new Set<string>();
  for (const [name, condition] of conditions) {
    const entry = model.entries(map).get(name);
    if (!entry) throw notNamed(service, name);
    const written = ownPath(model, service, ['depends_on', name, 'condition'])?.[2]?.pair.value ?? null;
    if (isEmptyNode(written)) {
      missing[name] = { condition };
      continue;
    }
    const result = replaceScalar(model, written, condition);
    if ('refused' in result) throw new Refused(result.refused);
    edits.push(...result.edits);
    for (const each of result.services ?? []) services.add(each);
  }
  if (Object.keys(missing).length > 0) {
    const result = insertIntoService(model, service, { depends_on: missing });
    if ('refused' in result) throw new Refused(result.refused);
    edits.push(...result.edits);
    for (const each of result.services) services.add(each);
  }
  return { edits, services: [...services] };
}

function listToMap(model: ComposeModel, service: ComposeService, entry: OwnEntry, seq: YAMLSeq, conditions: ReadonlyMap<string, string>): Edited {
  const items = seq.items.map((item) => itemName(item as Node | null));
  if (new Set(items.map(({ value }) => value)).size !== items.length) throw new Refused('`depends_on` names a service twice, which compose refuses.');
  for (const name of conditions.keys()) if (!items.some(({ value }) => value === name)) throw notNamed(service, name);
  const anchor = neededAnchor(model, seq);
  if (anchor) throw new Refused(`\`depends_on\` is the anchor \`&${anchor}\`, which other places share.`);
  if (seq.tag && !seq.tag.startsWith('tag:yaml.org') && seq.tag !== '!override') unusual();
  const wanted: Record<string, WantedMap> = Object.create(null) as Record<string, WantedMap>;
  for (const { value } of items) wanted[value] = { condition: conditions.get(value) ?? 'service_started' };
  const style = styleFor(model, service);
  const edits = seq.flow ? flowListToMap(model, entry, seq, items, wanted, style) : blockListToMap(model, entry, seq, items, wanted, style);
  const around = entry.holder.flow ? (service.document.contents as YAMLMap) : entry.holder;
  verify(model, around, edits, { replaced: new Map([[seq, wanted]]) });
  return { edits, services: servicesReadingPart(model, seq) };
}

function itemName(item: Node | null): Scalar<string> {
  if (!isScalar(item) || typeof item.value !== 'string' || item.anchor !== undefined || item.tag !== undefined) {
    throw new Refused('`depends_on` has an entry that is not the plain name of a service.');
  }
  if (item.value.includes('$')) throw new Refused('`depends_on` names a service by a variable, which compose does not fill in for the keys of a map.');
  if (/[\r\n]/.test(item.source ?? '')) unusual();
  return item as Scalar<string>;
}

function blockListToMap(model: ComposeModel, entry: OwnEntry, seq: YAMLSeq, items: readonly Scalar<string>[], wanted: WantedMap, style: YamlStyle): TextEdit[] {
  const { text } = model;
  const first = seq.range?.[0] ?? unusual();
  const column = columnOf(text, first);
  const keyColumn = columnOf(text, entry.pair.key.range?.[0] ?? first);
  // Below its key without indentation, a list is legal, but a map is not.
  const pad = column > keyColumn ? 0 : keyColumn + style.step - column;
  const edits: TextEdit[] = [];
  for (const item of items) {
    const [start, end] = item.range ?? [];
    if (start === undefined || end === undefined) unusual();
    const dash = lineStartOf(text, start) + column;
    if (!/^ *-[ \t]+$/.test(text.slice(lineStartOf(text, start), start)) || text[dash] !== '-') unusual();
    const key = text.slice(start, end);
    const lineEnd = lineEndOf(text, end);
    edits.push({ span: span(dash, end), text: `${' '.repeat(pad)}${key}:` });
    edits.push({ span: span(lineEnd, lineEnd), text: `${style.eol}${' '.repeat(column + pad + style.step)}condition: ${conditionOf(wanted, item.value)}` });
  }
  if (pad > 0) edits.push(...commentShifts(model, seq, items, pad));
  return edits;
}

/** Indents the comments between items as far as the items. */
function commentShifts(model: ComposeModel, seq: YAMLSeq, items: readonly Scalar<string>[], pad: number): TextEdit[] {
  const last = items[items.length - 1]?.range?.[0] ?? 0;
  return commentsWithin(model, span(seq.range?.[0] ?? 0, last)).flatMap<TextEdit>(({ start }) => {
    const lineStart = lineStartOf(model.text, start);
    const isOwnLine = model.text.slice(lineStart, start).trim() === '';
    return isOwnLine ? [{ span: span(lineStart, lineStart), text: ' '.repeat(pad) }] : [];
  });
}

function flowListToMap(model: ComposeModel, entry: OwnEntry, seq: YAMLSeq, items: readonly Scalar<string>[], wanted: WantedMap, style: YamlStyle): TextEdit[] {
  const { text } = model;
  const [start, end] = seq.range ?? [];
  if (start === undefined || end === undefined || text[end - 1] !== ']') unusual();
  const colon = behindColon(text, entry.pair);
  const lineEnd = lineEndOf(text, start);
  const isOneLine = end <= lineEnd && colon !== null && text.slice(colon, start).trim() === '' && /^[ \t]*(?:[ \t]#.*)?$/.test(text.slice(end, lineEnd));
  if (!entry.holder.flow && isOneLine) {
    const column = columnOf(text, entry.pair.key.range?.[0] ?? 0) + style.step;
    const lines = items.flatMap((item) => [
      `${' '.repeat(column)}${sourceOf(text, item)}:`,
      `${' '.repeat(column + style.step)}condition: ${conditionOf(wanted, item.value)}`,
    ]);
    return [
      { span: span(colon, end), text: '' },
      { span: span(lineEnd, lineEnd), text: lines.map((line) => style.eol + line).join('') },
    ];
  }
  const isJson = items.length > 0 && items.every((item) => item.type === 'QUOTE_DOUBLE');
  return [
    { span: span(start, start + 1), text: '{' },
    ...items.map((item): TextEdit => {
      const at = item.range?.[1] ?? unusual();
      const condition = conditionOf(wanted, item.value);
      return { span: span(at, at), text: isJson ? `: {"condition": "${condition}"}` : `: {condition: ${condition}}` };
    }),
    { span: span(end - 1, end), text: '}' },
  ];
}

function sourceOf(text: string, item: Scalar<string>): string {
  return text.slice(item.range?.[0] ?? 0, item.range?.[1] ?? 0);
}

function conditionOf(wanted: WantedMap, name: string): string {
  const settings = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
  const condition = settings !== undefined && isWantedMap(settings) ? settings['condition'] : undefined;
  return typeof condition === 'string' && /^[a-z_]+$/.test(condition) ? condition : unusual();
}

function notNamed(service: ComposeService, name: string): Refused {
  return new Refused(`\`depends_on\` of \`${service.name}\` does not name \`${name}\` here.`);
}

