import { contextPart } from '../rules/context/contextWords.ts';

/**
 * A text of somebody's file as a code span: one line, shortened, and nothing in it is Markdown (CommonMark 6.1: a span ends at as many
 * backticks as it began with).
 */
export function code(text: string): string {
  const plain = contextPart(text).replace(/[\p{Zl}\p{Zp}]/gu, '?');
  if (plain.trim() === '') return '(nothing)';
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[`\s]|[`\s]$/.test(plain) ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/** Blocks with an empty line between them; empty ones are left out. */
export function paragraphs(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

export function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}
