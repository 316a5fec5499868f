import { visible } from '../visible.ts';
import { wellFormed } from '../wellFormed.ts';

/**
 * A sentence as a plain text message. Names in it come from files of others and must not become a link (3.11.6: `[text](target)`) or a
 * placeholder (3.11.5: `{0}`). Other braces stay as they are, against the letter of 3.11.5: readers of messages without arguments show a doubled
 * brace doubled, and `${NAME}` is what many of our sentences are about.
 */
export function messageText(text: string): { readonly text: string } {
  return { text: wellFormed(visible(text)).replaceAll('](', '] (').replace(/\{(\d+)\}/g, '{{$1}}') };
}
