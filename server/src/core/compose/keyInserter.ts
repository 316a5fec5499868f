import { isAlias, isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import { applyEdits, type TextEdit } from '../text/edits.ts';
import { span } from '../text/span.ts';
import { editing, Refused, TOO_UNUSUAL } from './edits/editing.ts';
import type { Insertion, Refusal } from './insertKeys.ts';
import { behindColon, endOfBlock } from './insertionPoint.ts';
import { blockColumn, columnOf, lineEndOf, readingColumn } from './layout.ts';
import type { ComposeEntry, ComposeModel, ComposeService } from './model.ts';
import { isEmptyNode, keyText } from './nodes.ts';
import { isWantedMap, renderBlockEntry, renderBlockItems, renderFlowEntry, renderFlowText, type FlowStyle, type WantedMap, type WantedValue, type YamlStyle } from './renderYaml.ts';
import { onlyAdds } from './sameExcept.ts';
import { servicesReading, type ChangedMap } from './sharedMaps.ts';
import { isReset } from './tags.ts';
import { readYamlStream } from './yamlStream.ts';

/** How keys are added, and where. */
export interface Insert {
  readonly service: ComposeService;
  /** True to go on at the anchor where a value is an alias or comes from a merge key. */
  readonly followAnchors: boolean;
  readonly style: YamlStyle;
}

/** A map whose text is edited, for the check afterwards. */
interface EditedRoot {
  readonly map: YAMLMap;
  readonly wanted: WantedMap;
}

/** Adds keys to a service's map; see `insertKeys.ts` for what it promises. */
export class KeyInserter {
  private readonly texts = new Map<number, string>();
  private readonly anchors = new Set<string>();
  private readonly roots: EditedRoot[] = [];
  private readonly changed: ChangedMap[] = [];
  private readonly service: ComposeService;
  private readonly followAnchors: boolean;
  private readonly style: YamlStyle;
  private needsCheck = false;
  /** True once an anchored map was entered, or one that belongs to an anchor. */
  private isShared = false;

  constructor(
    private readonly model: ComposeModel,
    { service, followAnchors, style }: Insert,
  ) {
    this.service = service;
    this.followAnchors = followAnchors;
    this.style = style;
  }

  run(wanted: WantedMap): Insertion | Refusal {
    return editing(this.model, () => this.insert(wanted));
  }

  private insert(wanted: WantedMap): Insertion {
    const root = this.rootMap();
    const missing = this.missingFromOtherDocuments(wanted);
    this.roots.push({ map: root, wanted: missing });
    this.addTo(root, missing, []);
    const edits = [...this.texts].map(([offset, text]): TextEdit => ({ span: span(offset, offset), text }));
    if (this.needsCheck) this.check(edits);
    const { services, hidden } = servicesReading(this.model, this.service, this.changed, this.isShared);
    if (hidden) throw new Refused(`\`${hidden.service}\` merges this place and takes \`${hidden.key}\` from another, which the new one could hide.`);
    return { edits, anchors: [...this.anchors], services };
  }

  private rootMap(): YAMLMap {
    const { value, name } = this.service;
    if (isAlias(value) && !this.followAnchors) throw new Refused(`\`${name}\` is an alias of \`&${value.source}\`, so it has no keys of its own.`);
    const root = this.enter(value);
    if (!isMap(root) || (this.service.map === null && !isAlias(value))) throw new Refused(`\`${name}\` is not written as a map.`);
    return root;
  }

  /** What is left to add: compose lays the documents of a file over each other, so a key that another one gives counts as there. */
  private missingFromOtherDocuments(wanted: WantedMap): WantedMap {
    const { declarations, name, value: own } = this.service;
    if (declarations.length === 1) return wanted;
    const others = declarations.filter(({ value }) => value !== own).map(({ value }) => this.model.resolve(value));
    const isMissing = ([key, value]: [string, WantedValue]): boolean => {
      const given = others.flatMap((other) => (isMap(other) ? (this.model.entries(other).get(key) ?? []) : []));
      if (given.length === 0) return true;
      if (given.some(({ pair }) => this.covers(pair.value, value))) return false;
      throw new Refused(`\`${key}\` of \`${name}\` is written in another document of this file, which a new one could overrule.`);
    };
    return Object.fromEntries(Object.entries(wanted).filter(isMissing));
  }

  /** The node behind a value, its anchor noted where it is an alias. */
  private enter(value: Node | null): Node | null {
    if (isAlias(value)) {
      this.anchors.add(value.source);
      this.isShared = true;
    }
    return this.model.resolve(value);
  }

  private addTo(map: YAMLMap, wanted: WantedMap, path: readonly string[]): void {
    if (map.anchor) this.isShared = true;
    const missing: [string, WantedValue][] = [];
    const entries = this.model.entries(map);
    for (const [key, value] of Object.entries(wanted)) {
      const entry = entries.get(key);
      if (!entry) missing.push([key, value]);
      else this.addToEntry(entry, key, value, [...path, key]);
    }
    // Behind the deeper ones, so that texts for one place come out in the right order.
    if (missing.length > 0) this.addEntries(map, missing, path);
  }

  private addToEntry(entry: ComposeEntry, key: string, wanted: WantedValue, path: readonly string[]): void {
    const { pair } = entry;
    if (entry.isDuplicate) throw new Refused(`\`${key}\` occurs twice in \`${this.service.name}\`, which compose refuses.`);
    if (isReset(pair.value)) throw new Refused(`\`${key}\` is removed on purpose with \`!reset\`.`);
    if (this.covers(pair.value, wanted)) return;
    if (entry.merged) {
      this.isShared = true;
      const source = entry.anchor === null ? 'a merge key' : `the anchor \`&${entry.anchor}\``;
      if (!this.followAnchors) throw new Refused(`\`${key}\` comes from ${source}, and one of its own would replace all of it.`);
      if (entry.anchor !== null) this.anchors.add(entry.anchor);
    }
    if (isEmptyNode(pair.value)) {
      this.fillEmpty(entry.holder, pair, wanted, path);
      return;
    }
    if (isAlias(pair.value) && !this.followAnchors) {
      throw new Refused(`\`${key}\` is an alias of \`&${pair.value.source}\`, which other places share.`);
    }
    const target = this.enter(pair.value);
    if (!isMap(target) || !isWantedMap(wanted)) throw new Refused(`\`${key}\` is not written as a map.`);
    if (entry.merged || isAlias(pair.value)) this.roots.push({ map: target, wanted });
    this.addTo(target, wanted, path);
  }

  /** True where nothing of `wanted` is missing: any value that is there counts, whatever it says. */
  private covers(written: Node | null, wanted: WantedValue): boolean {
    if (isEmptyNode(written)) return false;
    const value = this.model.resolve(written);
    if (!isWantedMap(wanted)) return true;
    if (!isMap(value)) return false;
    const entries = this.model.entries(value);
    return Object.entries(wanted).every(([key, inner]) => {
      const entry = entries.get(key);
      return entry !== undefined && !isReset(entry.pair.value) && this.covers(entry.pair.value, inner);
    });
  }

  private addEntries(map: YAMLMap, missing: readonly [string, WantedValue][], path: readonly string[]): void {
    this.changed.push({ path, map, keys: missing.map(([key]) => key) });
    if (map.flow) {
      this.addToFlow(map, missing);
      return;
    }
    const column = blockColumn(this.model.text, map);
    const point = column === null ? null : endOfBlock(this.model.text, map, column);
    if (column === null || point === null) throw new Refused(TOO_UNUSUAL);
    if (!point.isPlain) this.needsCheck = true;
    const lines = missing.flatMap(([key, value]) => renderBlockEntry(key, value, this.style));
    this.addLines(point.offset, lines, column, point.side);
  }

  private addLines(offset: number, lines: readonly string[], column: number, side: 'behind' | 'before'): void {
    const { eol } = this.style;
    const indented = lines.map((line) => ' '.repeat(column) + line);
    this.addText(offset, indented.map((line) => (side === 'behind' ? eol + line : line + eol)).join(''));
  }

  private addText(offset: number, text: string): void {
    this.texts.set(offset, (this.texts.get(offset) ?? '') + text);
  }

  private addToFlow(map: YAMLMap, missing: readonly [string, WantedValue][]): void {
    this.needsCheck = true;
    const { text } = this.model;
    const [start = 0, end = 0] = map.range ?? [];
    if (text[end - 1] !== '}') throw new Refused(TOO_UNUSUAL);
    const flow = this.flowStyle(map, start);
    const added = missing.map(([key, value]) => renderFlowEntry(key, value, flow)).join(', ');
    const last = map.items[map.items.length - 1] as Pair<Node, Node | null> | undefined;
    if (!last) {
      this.addText(start + 1, text[start + 1] === '}' ? `${flow.padding}${added}${flow.padding}` : ` ${added}`);
      return;
    }
    const lastEnd = Math.max(last.key.range?.[1] ?? start, last.value?.range?.[1] ?? start, isEmptyNode(last.value) ? (behindColon(text, last) ?? 0) : 0);
    const comma = /^\s*,/.exec(text.slice(lastEnd, end));
    if (comma) this.addText(lastEnd + comma[0].length, ` ${added}`);
    else this.addText(lastEnd, `, ${added}`);
  }

  private flowStyle(map: YAMLMap, start: number): FlowStyle {
    const first = map.items[0]?.key as { type?: string } | undefined;
    const json = first?.type === 'QUOTE_DOUBLE';
    return { quote: this.style.quote, json, padding: this.model.text[start + 1] === ' ' ? ' ' : '' };
  }

  /** Gives a value to a key that has none: `deploy: # todo`. */
  private fillEmpty(holder: YAMLMap, pair: Pair<Node, Node | null>, wanted: WantedValue, path: readonly string[]): void {
    const { text } = this.model;
    const colon = behindColon(text, pair);
    const hasProperties = (pair.value as { anchor?: string } | null)?.anchor !== undefined;
    const key = keyText(pair.key) ?? '';
    if (colon === null || hasProperties) throw new Refused(`\`${key}\` has no value yet and is written too unusually to give it one.`);
    this.needsCheck = true;
    this.changed.push({ path: path.slice(0, -1), map: holder, keys: [key] });
    if (holder.flow) {
      this.addText(colon, ` ${renderFlowText(wanted, this.flowStyle(holder, holder.range?.[0] ?? 0))}`);
    } else if (isWantedMap(wanted)) {
      const column = columnOf(text, pair.key.range?.[0] ?? 0) + this.style.step;
      const lines = Object.entries(wanted).flatMap(([name, value]) => renderBlockEntry(name, value, this.style));
      this.addLines(lineEndOf(text, colon), lines, column, 'behind');
    } else if (Array.isArray(wanted) && this.style.listIndent !== undefined) {
      const column = columnOf(text, pair.key.range?.[0] ?? 0) + this.style.listIndent;
      this.addLines(lineEndOf(text, colon), renderBlockItems(wanted as readonly string[], this.style, 0), column, 'behind');
    } else {
      this.addText(colon, ` ${renderFlowText(wanted, { quote: this.style.quote, json: false, padding: '' })}`);
    }
  }

  /** Reads each edited map again, before and after, and refuses where anything but wanted keys came or went. */
  private check(edits: readonly TextEdit[]): void {
    const { text } = this.model;
    for (const { map, wanted } of this.roots) {
      const [start = 0, valueEnd = 0] = map.range ?? [];
      const own = edits.filter((edit) => edit.span.start >= start);
      const end = Math.max(valueEnd, ...own.filter((edit) => edit.span.start <= this.reach(valueEnd)).map((edit) => edit.span.start));
      const column = readingColumn(text, span(start, end), own);
      const shift = column - start;
      const inside = own.filter((edit) => edit.span.start <= end).map((edit) => ({ span: span(edit.span.start + shift, edit.span.end + shift), text: edit.text }));
      const before = ' '.repeat(column) + text.slice(start, end);
      const [was, is] = [readYamlStream(before), readYamlStream(applyEdits(before, inside))];
      const isSound = was.documents.length === 1 && is.documents.length === 1 && [...was.documents, ...is.documents].every(({ errors }) => errors.length === 0);
      if (!isSound || !onlyAdds(was.documents[0]!.contents, is.documents[0]!.contents, wanted)) {
        throw new Refused(TOO_UNUSUAL);
      }
    }
  }

  /** How far behind a map its insertion point may lie: over comment lines and the rest of the last line. */
  private reach(valueEnd: number): number {
    const { text } = this.model;
    const rest = /^(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:#.*)?/.exec(text.slice(valueEnd, valueEnd + 4_000))?.[0].length ?? 0;
    return valueEnd + rest;
  }
}
