import type { DockerfileModel, Mount } from '../../../core/dockerfile/model.ts';
import { span, type Span } from '../../../core/text/span.ts';

/** One option of a `--mount` where the file has it. */
export interface WrittenOption {
  /** Lower case, as written otherwise: `dst` stays `dst`. */
  readonly key: string;
  /** Without quotes around it; null for an option without value. */
  readonly value: Span | null;
}

export interface WrittenMount {
  readonly options: readonly WrittenOption[];
  /** Where `,name=value` may be added: inside the quotes, where there are some. */
  readonly end: number;
}

interface Letters {
  readonly text: string;
  /** Of each letter, in the document. */
  readonly offsets: readonly number[];
}

/**
 * The options of a mount with their places, for edits that leave quotes and line breaks inside the flag alone.
 * @returns null where the places cannot be told for certain: quotes that belong to the CSV record, odd escapes
 */
export function writtenMount(model: Pick<DockerfileModel, 'text' | 'escape'>, { flag }: Mount): WrittenMount | null {
  const at = flag.valueSpan;
  if (!at || flag.value === null) return null;
  const letters = readLetters(model.text, at, model.escape);
  if (letters.text !== flag.value || letters.text === '' || letters.text.includes('"')) return null;
  const options: WrittenOption[] = [];
  for (let start = 0; start <= letters.text.length; ) {
    const comma = letters.text.indexOf(',', start);
    const end = comma === -1 ? letters.text.length : comma;
    const equals = letters.text.slice(start, end).indexOf('=');
    const key = letters.text.slice(start, equals === -1 ? end : start + equals).toLowerCase();
    const value = equals === -1 || start + equals + 1 >= end ? null : spanOf(letters, start + equals + 1, end);
    options.push({ key, value });
    start = end + 1;
  }
  return { options, end: letters.offsets.at(-1)! + 1 };
}

/** The last of equal options, which is the one that counts. */
export function writtenOption({ options }: WrittenMount, names: readonly string[]): WrittenOption | undefined {
  return options.findLast(({ key }) => names.includes(key));
}

function spanOf({ offsets }: Letters, start: number, end: number): Span {
  return span(offsets[start]!, offsets[end - 1]! + 1);
}

/** The value as BuildKit joins and decodes it (see `scanFlags`), each letter with its place. */
function readLetters(document: string, { start, end }: Span, escape: string): Letters {
  let text = '';
  const offsets: number[] = [];
  let quote = '';
  for (let at = start; at < end; at++) {
    const next = document[at] === escape ? continuationEnd(document, at, end) : -1;
    if (next !== -1) {
      at = next - 1;
      continue;
    }
    const char = document[at]!;
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    else {
      if (char === escape && at + 1 < end) at++;
      text += document[at]!;
      offsets.push(at);
    }
  }
  return { text, offsets };
}

/** Where the text goes on after a line break at `at`, comment and blank lines skipped; -1 where there is none. */
function continuationEnd(document: string, at: number, end: number): number {
  const first = /^[ \t]*\r?\n/.exec(document.slice(at + 1, end));
  if (!first) return -1;
  let next = at + 1 + first[0].length;
  for (;;) {
    const skipped = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(document.slice(next, end));
    if (!skipped) return next;
    next += skipped[0].length;
  }
}
