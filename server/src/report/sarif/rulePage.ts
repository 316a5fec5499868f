/** The page of a rule as SARIF tells it: our own text, which is trusted. */
export interface RulePage {
  /** The first paragraph that says why. */
  readonly why: string | null;
  readonly text: string;
  readonly markdown: string;
}

const LABELS = new Map([
  ['<!-- incorrect -->', 'Incorrect:'],
  ['<!-- correct -->', 'Correct:'],
]);

/** Takes a page apart: its title and first sentence are said elsewhere, and links to other pages lead nowhere outside of the repository. */
export function rulePage(page: string): RulePage {
  const lines = page.replaceAll('\r\n', '\n').split('\n');
  const from = lines.findIndex((line) => line.startsWith('## '));
  const markdown = mapProse(from === -1 ? lines : lines.slice(from), (line) => LABELS.get(line.trim()) ?? withoutPageLinks(line)).join('\n').trim();
  return { why: firstParagraph(markdown), text: plain(markdown), markdown };
}

function withoutPageLinks(line: string): string {
  return line.replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '$1');
}

function firstParagraph(markdown: string): string | null {
  const paragraph = /^## Why\n+([^]*?)(?:\n\n|(?![^]))/.exec(markdown)?.[1];
  return paragraph === undefined || /^(?:[|#]|- |```)/.test(paragraph) ? null : plain(paragraph.replaceAll('\n', ' '));
}

/** Markdown as people read it where nothing renders it: no headings' marks, no backticks, no fences. */
function plain(markdown: string): string {
  return mapProse(markdown.split('\n'), (line) => (line.startsWith('```') ? null : line.replace(/^#+ /, '').replaceAll('`', '').replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)'))).join('\n');
}

/** Changes what is no code; null takes the line out. The fences themselves are given, too. */
function mapProse(lines: readonly string[], change: (line: string) => string | null): string[] {
  let isCode = false;
  return lines.flatMap((line) => {
    const isFence = line.startsWith('```');
    if (isFence) isCode = !isCode;
    return isCode && !isFence ? [line] : (change(line) ?? []);
  });
}
