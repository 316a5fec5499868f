import type { LogicalLines } from './logicalLines.ts';
import { isBlank } from './logicalText.ts';

/** Blanks and controls that readers take in different ways. */
const UNUSUAL = /[\0-\x08\v\f\x0e-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff]/;
const SYNTAX_LINE = /^# ?syntax ?= ?[\w./:@-]+\r?$/m;
const KEYWORD = /[a-z]+[ \t]/iy;

/**
 * True for a text whose lines no reader can take otherwise: dockerfile-ast finds the same instructions and comments in it. Heredocs, directives
 * other than one for the syntax, an escape that is itself escaped, stands alone or parts a keyword, and unusual blanks are for that second reading.
 */
export function readsPlainly(text: string, { directives, escapedEscapes, lines }: LogicalLines): boolean {
  if (directives.lineCount > 1 || (directives.lineCount === 1 && text.search(SYNTAX_LINE) !== 0)) return false;
  if (!directives.isValid || escapedEscapes.length > 0 || text.includes('<<') || UNUSUAL.test(text) || hasUnusualEscape(text)) return false;
  return lines.every(({ span }) => {
    KEYWORD.lastIndex = span.start;
    return KEYWORD.test(text);
  });
}

/** A line that begins with a backslash, or a blank behind one: looked for from one backslash to the next, since most lines have none. */
function hasUnusualEscape(text: string): boolean {
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 1)) {
    if (isBlank(text.charCodeAt(at + 1))) return true;
    let before = at - 1;
    while (isBlank(text.charCodeAt(before))) before--;
    if (before < 0 || text[before] === '\n' || text[before] === '\r') return true;
  }
  return false;
}
