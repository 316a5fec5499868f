import { isMap, isSeq, type YAMLMap } from 'yaml';
import { dominantEol, type TextEdit } from '../text/edits.ts';
import type { Span } from '../text/span.ts';
import type { ComposeModel, ComposeService } from './model.ts';
import type { YamlStyle } from './renderYaml.ts';

/** Offset within its line, in UTF-16 units. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStartOf(text, offset);
}

/** Where the line that holds `offset` begins; a byte order mark is no part of the first. */
/**
 * The column at which a part of the text can be read alone, edited or not: its own where lines below are indented by it, and none where there
 * are no such lines, since a file on one line has columns as large as itself.
 */
export function readingColumn(text: string, { start, end }: Span, edits: readonly TextEdit[]): number {
  const newline = text.indexOf('\n', start);
  const isOneLine = (newline === -1 || newline >= end) && !edits.some((edit) => edit.text.includes('\n'));
  return isOneLine ? 0 : columnOf(text, start);
}

export function lineStartOf(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && offset > 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start;
}

const BYTE_ORDER_MARK = 0xfeff;

/** Offset of the end of the line that holds `offset`, its ending left out. */
export function lineEndOf(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline;
}

/** Column of a block map's keys; null where its first key does not stand first on its line. */
export function blockColumn(text: string, map: YAMLMap): number | null {
  const start = map.items[0] && keyStart(map.items[0].key);
  if (start === undefined) return null;
  const column = columnOf(text, start);
  return /^ *$/.test(text.slice(start - column, start)) ? column : null;
}

function keyStart(key: unknown): number | undefined {
  return (key as { range?: readonly number[] } | null)?.range?.[0];
}

const styles = new WeakMap<ComposeModel, YamlStyle>();

/** The style of the file, with the indentation step of this service where it has one of its own. */
export function styleFor(model: ComposeModel, service: ComposeService): YamlStyle {
  const file = fileStyle(model);
  return { ...file, step: stepOf(model, service) ?? file.step };
}

/** The style of the file as a whole. */
export function fileStyle(model: ComposeModel): YamlStyle {
  const known = styles.get(model);
  if (known) return known;
  let step: number | null = null;
  for (const service of model.services) {
    step = stepOf(model, service);
    if (step !== null) break;
  }
  const { text } = model;
  const doubles = text.match(/[:-] "/g)?.length ?? 0;
  const singles = text.match(/[:-] '/g)?.length ?? 0;
  const style: YamlStyle = { eol: dominantEol(text), step: step ?? 2, quote: doubles > singles ? '"' : "'" };
  styles.set(model, style);
  return style;
}

/** Spaces from a service's key to its own keys; null for a service in flow style or without keys. */
function stepOf(model: ComposeModel, service: ComposeService): number | null {
  if (!isMap(service.map) || service.map.flow) return null;
  const inner = blockColumn(model.text, service.map);
  const step = inner === null ? 0 : inner - columnOf(model.text, service.keySpan.start);
  return step > 0 && step <= 10 ? step : null;
}

/** The quotes that most values of the file have. */
export function quoteOf(model: ComposeModel): "'" | '"' {
  return fileStyle(model).quote;
}

const listIndents = new WeakMap<ComposeModel, number>();

/** Spaces from a key to the dashes of its list: none where the first list of the file's services is written so, else a step. */
export function listIndentOf(model: ComposeModel, step: number): number {
  const known = listIndents.get(model) ?? firstListIndent(model) ?? -1;
  listIndents.set(model, known);
  return known === 0 ? 0 : step;
}

function firstListIndent(model: ComposeModel): number | null {
  for (const { map } of model.services) {
    if (!map || map.flow) continue;
    for (const { key, value } of map.items) {
      const start = keyStart(key);
      if (!isSeq(value) || value.flow || !value.range || start === undefined) continue;
      const dash = value.range[0];
      if (/^ *$/.test(model.text.slice(lineStartOf(model.text, dash), dash))) return columnOf(model.text, dash) - columnOf(model.text, start);
    }
  }
  return null;
}
