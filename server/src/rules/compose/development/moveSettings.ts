import { appendItems } from '../../../core/compose/edits/appendItems.ts';
import { removeEntry } from '../../../core/compose/edits/removeEntry.ts';
import { removeItem } from '../../../core/compose/edits/removeItem.ts';
import { replaceScalar } from '../../../core/compose/edits/replaceScalar.ts';
import { setTopLevel } from '../../../core/compose/edits/setTopLevel.ts';
import type { Refusal } from '../../../core/compose/insertKeys.ts';
import { insertIntoService } from '../../../core/compose/insertKeys.ts';
import { fileStyle } from '../../../core/compose/layout.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { parseCompose } from '../../../core/compose/parseCompose.ts';
import { renderBlockEntry, type WantedMap } from '../../../core/compose/renderYaml.ts';
import { applyEdits, editsConflict, type TextEdit } from '../../../core/text/edits.ts';
import { EditHistory } from '../../../core/text/pieces.ts';
import { isSeq } from 'yaml';
import { wordsOf } from './commands.ts';
import type { DevelopmentSetting, ListItem } from './settings.ts';

type Made = { readonly edits: readonly TextEdit[] } | Refusal;

/** What the override has to say so that both files together mean what the base alone meant. */
interface Moved {
  readonly target: string | null;
  readonly command: string | readonly string[] | null;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** Takes settings out of the base file. Refuses where other services read the same place. */
export function takeOut(base: ComposeModel, service: ComposeService, settings: readonly DevelopmentSetting[]): Made {
  const edits: TextEdit[] = [];
  const made = [
    ...settings.flatMap((setting) => (setting.item ? [] : [takeOutKey(base, service, setting)])),
    ...[...new Set(settings.flatMap(({ item }) => item?.key ?? []))].map((key) => takeOutItems(base, service, key, settings.flatMap(({ item }) => (item?.key === key ? [item] : [])))),
  ];
  for (const one of made) {
    if ('refused' in one) return one;
    if (one.edits.some((edit) => edits.some((other) => editsConflict(edit, other)))) return { refused: 'The settings stand too close to each other to take them out at once.' };
    edits.push(...one.edits);
  }
  return { edits };
}

function takeOutKey(base: ComposeModel, service: ComposeService, { kind, remainder }: DevelopmentSetting): Made {
  if (kind === 'target') return onlyHere(service, removeEntry(base, service, ['build', 'target']));
  const node = service.get('command')!.node;
  if (remainder === null) return onlyHere(service, removeEntry(base, service, ['command']));
  if (typeof remainder === 'string') return onlyHere(service, replaceScalar(base, node, remainder));
  return isSeq(node) ? withoutWords(base, service, remainder) : { refused: 'The command is written in a way that cannot be changed with certainty.' };
}

/** A list of words: a flag is an item of it, or a part of one that is a script. */
function withoutWords(base: ComposeModel, service: ComposeService, remainder: readonly string[]): Made {
  const seq = service.get('command')!.node;
  const words = wordsOf(seq) ?? [];
  if (!isSeq(seq)) return { edits: [] };
  const index = words.findIndex((word, at) => word !== remainder[at]);
  const isGone = remainder.length === words.length - 1 && words.every((word, at) => at === index || word === remainder[at < index ? at : at - 1]);
  if (isGone) return onlyHere(service, removeItem(base, seq, index));
  const isChanged = remainder.length === words.length && words.every((word, at) => at === index || word === remainder[at]);
  if (isChanged) return onlyHere(service, replaceScalar(base, seq.items[index] as Parameters<typeof replaceScalar>[1], remainder[index]!));
  return { refused: 'The command has several such flags, which are better taken out by hand.' };
}

function takeOutItems(base: ComposeModel, service: ComposeService, key: string, items: readonly ListItem[]): Made {
  const { seq } = items[0]!;
  if (items.length === seq.items.length) return onlyHere(service, removeEntry(base, service, [key]));
  if (seq.flow && items.length > 1) return { refused: `The list \`${key}\` stands on one line, where several entries cannot be taken out at once.` };
  const edits: TextEdit[] = [];
  for (const { index } of items) {
    const made = onlyHere(service, removeItem(base, seq, index));
    if ('refused' in made) return made;
    edits.push(...made.edits);
  }
  return { edits };
}

function onlyHere({ name }: ComposeService, made: Made & { readonly services?: readonly string[] }): Made {
  const other = made.services?.find((service) => service !== name);
  return other === undefined ? made : { refused: `\`${other}\` takes its settings from this service, and would lose them.` };
}

/** What was taken out, as the override says it. */
export function movedBy(service: ComposeService, settings: readonly DevelopmentSetting[]): Moved {
  const has = (kind: DevelopmentSetting['kind']) => settings.some((setting) => setting.kind === kind);
  const lists = new Map<string, string[]>();
  for (const { item } of settings) if (item) lists.set(item.key, [...(lists.get(item.key) ?? []), item.text]);
  const command = service.get('command')?.node;
  const words = wordsOf(command);
  return {
    target: has('target') ? String(service.get('build', 'target')?.data) : null,
    command: has('command') && words ? (isSeq(command) ? words : words[0]!) : null,
    lists,
  };
}

function asKeys({ target, command, lists }: Moved): WantedMap {
  return { ...(target !== null && { build: { target } }), ...(command !== null && { command }), ...Object.fromEntries(lists) };
}

/** The text of a new override with nothing but one service. */
export function newOverrideText(base: ComposeModel, name: string, moved: Moved): string {
  const style = fileStyle(base);
  const lines = renderBlockEntry('services', { [name]: asKeys(moved) }, { ...style, listIndent: style.listIndent ?? style.step });
  return lines.map((line) => line + style.eol).join('');
}

/** Adds what was moved to an override that is there; what it says already of a service stays, since it held before, too. */
export function addToOverride(override: ComposeModel, name: string, moved: Moved): Made {
  const service = override.service(name);
  if (!service) return setTopLevel(override, 'services', { [name]: asKeys(moved) });
  const keys = asKeys({ ...moved, lists: new Map() });
  const history = new EditHistory(override.text);
  let model = override;
  const take = (make: (model: ComposeModel, service: ComposeService) => Made): string | null => {
    const current = model.service(name);
    const made = current ? make(model, current) : { refused: 'The service is gone.' };
    if ('refused' in made) return made.refused;
    if (made.edits.length === 0) return null;
    history.apply(made.edits);
    model = parseCompose(applyEdits(model.text, made.edits));
    return null;
  };
  const refused = [
    Object.keys(keys).length > 0 ? take((current, at) => insertIntoService(current, at, keys)) : null,
    ...[...moved.lists].map(([key, items]) => take((current, at) => appendItems(current, at, [key], items))),
  ].find((reason) => reason !== null);
  return refused === undefined || refused === null ? { edits: history.toEdits() } : { refused };
}
