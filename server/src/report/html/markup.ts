import { visible } from '../visible.ts';
import { wellFormed } from '../wellFormed.ts';

/** Markup that was made here; strings are never taken for it. */
export interface Html {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Characters of one text: a name may be as long as its file. */
const LONGEST = 2_000;

/** A template whose values become text, whatever is in them: names and messages come from files that anybody may have written. */
export function html(parts: TemplateStringsArray, ...values: readonly (Html | readonly Html[] | string | number)[]): Html {
  return { html: parts.reduce((done, part, index) => `${done}${asMarkup(values[index - 1] ?? '')}${part}`) };
}

function asMarkup(value: Html | readonly Html[] | string | number): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return 'html' in value ? value.html : value.map((one) => one.html).join('');
}

function escaped(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return wellFormed(visible(shown)).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
