import { codeMarkdown, plainMarkdown } from '../timing/export/markdownText.ts';
import { shownText } from '../timing/shownText.ts';

/**
 * A sentence of ours as Markdown: what stands between backticks is code, the rest is plain. Names in it may hold backticks of their own; then other parts are
 * code, and still nothing acts.
 */
export function messageMarkdown(message: string, most: number): string {
  const parts = shownText(message, most).split('`');
  // A backtick without another one is itself.
  const alone = parts.length % 2 === 0 ? parts.pop() : undefined;
  const told = parts.map((part, index) => (index % 2 === 1 ? code(part, most) : plain(part, most, index > 0 && index < parts.length - 1)));
  return alone === undefined ? told.join('') : [...told, '\\`', plain(alone, most, false)].join('');
}

function code(part: string, most: number): string {
  return part.trim() === '' ? '\\`\\`' : codeMarkdown(part, most);
}

/** The spaces around it part it from code; with nothing between, two pieces of code would be one. */
function plain(part: string, most: number, isBetween: boolean): string {
  const text = plainMarkdown(part, most);
  if (text === '') return part === '' && !isBetween ? '' : ' ';
  return `${part.startsWith(' ') ? ' ' : ''}${text}${part.endsWith(' ') ? ' ' : ''}`;
}
