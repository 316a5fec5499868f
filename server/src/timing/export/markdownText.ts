import { shownText } from '../shownText.ts';

/** Text of others as plain text in Markdown: one line, in which nothing is a link, an image, a tag or a table's border. */
export function plainMarkdown(text: string, most = 300): string {
  return shownText(text, most)
    .replace(/[\\`*_{}[\]()#+!|~^$=>-]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    // GitHub makes links of addresses and names without being asked.
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}&#46;`)
    .replaceAll('@', '&#64;')
    .replaceAll('\\#', '&#35;');
}

/** Text of others as code in Markdown, in a cell of a table too; a dash where it is empty. */
export function codeMarkdown(text: string, most = 120): string {
  const shown = shownText(text, most);
  if (shown === '') return '–';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const padding = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  // A table is taken apart before its cells are read, in code too.
  return `${fence}${padding}${shown.replace(/\\(?=\\*\|)|\|/g, '\\$&')}${padding}${fence}`;
}

/** A table; its cells are Markdown already. @param isFigure true for a column, by its number, that stands to the right */
export function tableMarkdown(head: readonly string[], rows: readonly (readonly string[])[], isFigure: (column: number) => boolean = () => false): string {
  const rule = head.map((_, column) => (isFigure(column) ? '---:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Lines of others as they are: the fence is longer than any in them. */
export function fencedMarkdown(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `${fence}text\n${lines.join('\n')}\n${fence}\n`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
