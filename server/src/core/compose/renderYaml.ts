/** A value to be written: scalars, lists of strings, and maps of such values in the order of their keys. */
export type WantedValue = string | number | boolean | readonly string[] | WantedMap;
export interface WantedMap {
  readonly [key: string]: WantedValue;
}

/** How text that is added looks, taken from the text around it. */
export interface YamlStyle {
  readonly eol: '\n' | '\r\n';
  /** Spaces per nesting level. */
  readonly step: number;
  readonly quote: "'" | '"';
  /** Spaces from a key to the dashes of its list; lists are written in brackets where it is absent. */
  readonly listIndent?: number;
}

export function isWantedMap(value: WantedValue): value is WantedMap {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Lines of `key: value` in block style, relative to the column of the key. */
export function renderBlockEntry(key: string, value: WantedValue, style: YamlStyle): string[] {
  if (Array.isArray(value) && style.listIndent !== undefined) return [`${scalarText(key, style.quote)}:`, ...renderBlockItems(value as readonly string[], style, style.listIndent)];
  if (!isWantedMap(value)) return [`${scalarText(key, style.quote)}: ${renderFlowValue(value, style.quote)}`];
  const lines = [`${scalarText(key, style.quote)}:`];
  for (const [name, inner] of Object.entries(value)) {
    for (const line of renderBlockEntry(name, inner, style)) lines.push(' '.repeat(style.step) + line);
  }
  return lines;
}

/** Lines of `- item`, indented by `column`. */
export function renderBlockItems(items: readonly string[], style: YamlStyle, column: number): string[] {
  return items.map((item) => `${' '.repeat(column)}- ${scalarText(item, style.quote)}`);
}

/** Flow style: `json` quotes keys and strings as JSON wants, `padding` stands inside braces. */
export interface FlowStyle {
  readonly quote: "'" | '"';
  readonly json: boolean;
  readonly padding: '' | ' ';
}

export function renderFlowEntry(key: string, value: WantedValue, style: FlowStyle): string {
  const name = style.json ? JSON.stringify(key) : scalarText(key, style.quote);
  return `${name}: ${renderFlowText(value, style)}`;
}

export function renderFlowText(value: WantedValue, style: FlowStyle): string {
  if (!isWantedMap(value)) return style.json ? JSON.stringify(value) : renderFlowValue(value, style.quote);
  const entries = Object.entries(value).map(([key, inner]) => renderFlowEntry(key, inner, style));
  return entries.length === 0 ? '{}' : `{${style.padding}${entries.join(', ')}${style.padding}}`;
}

function renderFlowValue(value: Exclude<WantedValue, WantedMap>, quote: "'" | '"'): string {
  if (typeof value === 'string') return scalarText(value, quote);
  if (typeof value !== 'object') return String(value);
  return `[${(value as readonly string[]).map((item) => scalarText(item, quote)).join(', ')}]`;
}

/** Words that some YAML version, or some reader of it, takes for something else than text. */
const RESERVED = /^(true|false|yes|no|on|off|y|n|null|e-?\d+)$/i;
/** Words, amounts of memory, durations: `10s` is text to every reader, while `1:30` is the number 90 to those of YAML 1.1. */
const PLAIN = /^(?:[A-Za-z_][A-Za-z0-9_./-]*|\d+(?:\.\d+)?[bkmgBKMG]{1,2}|(?:\d+(?:us|ms|s|m|h))+)$/;

function scalarText(value: string, quote: "'" | '"'): string {
  if (PLAIN.test(value) && !RESERVED.test(value)) return value;
  const needsEscapes = /[^\x20-\x7e]/.test(value);
  return quote === "'" && !needsEscapes ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}
