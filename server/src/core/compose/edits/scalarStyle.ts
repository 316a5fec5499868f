import { isScalar, type Scalar } from 'yaml';
import { readYamlStream } from '../yamlStream.ts';

export type Quote = "'" | '"';

/** Characters that make a plain scalar inside brackets end, wherever they stand. */
const FLOW_INDICATORS = /[,[\]{}]/;
/** Words, numbers, dates and sexagesimals that some YAML version reads as something else than text. */
const NOT_TEXT = /^(?:true|false|yes|no|on|off|y|n|null|~|[-+]?\.inf|\.nan|<<|=|[-+]?[\d._,]+(?:e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|[-+]?\d+(?::\d+)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*)$/i;
const UNPRINTABLE = /[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Writes text in the style of the scalar that it replaces; kinds stay: a number stays a number where the text is one. */
export function inStyleOf(old: Scalar, value: string, isFlow: boolean, quote: Quote): string {
  if (old.type === 'QUOTE_SINGLE') return quoted(value, "'");
  if (old.type === 'QUOTE_DOUBLE') return quoted(value, '"');
  return canBePlain(old, value, isFlow) ? value : quoted(value, quote);
}

function canBePlain(old: Scalar, value: string, isFlow: boolean): boolean {
  if (!readsPlain(value, isFlow)) return false;
  // A tag says what the text is.
  if (typeof old.value === 'string') return old.tag !== undefined || !NOT_TEXT.test(value);
  const read = readYamlStream(`- ${value}`).documents[0]?.contents;
  const item: unknown = (read as { items?: unknown[] } | null | undefined)?.items?.[0];
  return isScalar(item) && (old.value === null || typeof item.value === typeof old.value || typeof item.value === 'string');
}

/** True for text that a plain scalar on one line can hold. */
function readsPlain(value: string, isFlow: boolean): boolean {
  if (value === '' || value.trim() !== value || UNPRINTABLE.test(value)) return false;
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^(?:---|\.\.\.)/.test(value)) return false;
  if (/:(?:\s|$)|\s#/.test(value)) return false;
  return !isFlow || (!FLOW_INDICATORS.test(value) && !/^[-?:]|:$/.test(value));
}

/** A quoted scalar on one line; single quotes cannot hold what does not print. */
export function quoted(value: string, quote: Quote): string {
  if (quote === "'" && !UNPRINTABLE.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A new item or value: plain where nobody could read anything but that text, else in quotes. */
export function newScalar(value: string, isFlow: boolean, quote: Quote): string {
  return readsPlain(value, isFlow) && !NOT_TEXT.test(value) && !/[:*?]/.test(value) ? value : quoted(value, quote);
}
