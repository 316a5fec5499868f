import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import { editing, unusual, type Edited } from '../../../core/compose/edits/editing.ts';
import { replaceScalar } from '../../../core/compose/edits/replaceScalar.ts';
import { verify } from '../../../core/compose/edits/verify.ts';
import type { Refusal } from '../../../core/compose/insertKeys.ts';
import { endOfBlock } from '../../../core/compose/insertionPoint.ts';
import { columnOf, fileStyle } from '../../../core/compose/layout.ts';
import type { ComposeModel } from '../../../core/compose/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';

/** Whether the text of an entry leaves its address open: `open`, `chosen`, or `hidden` where a variable may hold more than one part. */
export function addressShape(text: string): 'open' | 'chosen' | 'hidden' {
  const parts = partCount(text);
  if (parts === 2) return 'open';
  return parts === 1 && text.includes('$') ? 'hidden' : 'chosen';
}

/** Parts between colons, those of variables and of addresses in brackets left out of account. */
function partCount(text: string): number {
  let depth = 0;
  let parts = 1;
  for (const char of text) {
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (char === ':' && depth === 0) parts++;
  }
  return parts;
}

/** Gives an entry of `ports` an address of the host to listen on: in front of a short form, as the last key of a long one. */
export function bindPort(model: ComposeModel, node: Node, address: string): Edited | Refusal {
  if (isMap(node)) return editing(model, () => bindLongForm(model, node as YAMLMap<Node, Node | null>, address));
  if (isScalar(node) && typeof node.value === 'string' && addressShape(node.value) !== 'open') return { refused: 'A variable holds more than the port.' };
  const prefix = address.includes(':') ? `[${address}]:` : `${address}:`;
  return replaceScalar(model, node, isScalar(node) ? `${prefix}${String(node.value)}` : '');
}

function bindLongForm(model: ComposeModel, map: YAMLMap<Node, Node | null>, address: string): Edited {
  const { text } = model;
  const [first, last] = [map.items[0], map.items.at(-1)];
  const start = first?.key.range?.[0];
  if (start === undefined || !last || map.anchor || map.items.some(({ key }) => !isScalar(key) || typeof key.value !== 'string' || key.value === 'host_ip')) unusual();
  const edit = map.flow ? flowEdit(last.value?.range?.[1], first, address) : blockEdit(model, map, columnOf(text, start), address);
  verify(model, map, [edit], { added: new Map([[map, { host_ip: address }]]) });
  return { edits: [edit] };
}

function blockEdit(model: ComposeModel, map: YAMLMap, column: number, address: string): TextEdit {
  const point = endOfBlock(model.text, map, column) ?? unusual();
  const { eol } = fileStyle(model);
  const line = `${' '.repeat(column)}host_ip: ${valueText(address)}`;
  return { span: span(point.offset, point.offset), text: point.side === 'behind' ? eol + line : line + eol };
}

function flowEdit(end: number | undefined, first: { readonly key: unknown } | undefined, address: string): TextEdit {
  if (end === undefined) unusual();
  const isJson = (first?.key as { type?: string } | undefined)?.type === 'QUOTE_DOUBLE';
  return { span: span(end, end), text: isJson ? `, "host_ip": "${address}"` : `, host_ip: ${valueText(address)}` };
}

/** An IPv6 address has colons, which only quotes keep text everywhere. */
function valueText(address: string): string {
  return address.includes(':') ? `"${address}"` : address;
}
