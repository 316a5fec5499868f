import assert from 'node:assert/strict';

/** What a terminal or a reader would obey, and what shows text as something else; line breaks and tabs are ours. */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Throws where a text would do something to whoever reads it. */
export function checkShown(text: string): void {
  assert.doesNotMatch(text, OBEYED, 'a terminal would obey it');
}

/** Throws where something of Markdown acts that is not ours: elements, mentions, links. */
export function checkMarkdown(text: string): void {
  checkShown(text);
  const withoutBlocks = text.replace(/^(`{3,}|~{3,})[^\n]*\n[^]*?\n\1`*$/gm, 'BLOCK');
  // Spans of code are taken out as CommonMark finds them.
  const prose = withoutBlocks.replace(/(?<![\\`])(`+)(?!`)[^\n]*?[^`](\1)(?!`)/g, 'CODE').replace(/<\/?(?:details|summary)>/g, '');
  assert.doesNotMatch(prose, /<|@|(?<!\\)[[\]]|:\/\/|\bwww\./, 'it acts as Markdown');
}
