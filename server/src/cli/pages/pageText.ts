import type { Paint } from '../../report/text.ts';
import { tableLines, tableWidth } from '../../report/textTable.ts';
import { inlineLines, plainInline } from './inlineText.ts';

export interface PageLook {
  /** Columns of the terminal. */
  readonly width: number;
  /** Null where there are no colours. */
  readonly paint: Paint | null;
}

type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly indent: number; readonly text: string }
  | { readonly kind: 'code'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

const SAMPLES: ReadonlyMap<string, string> = new Map([['incorrect', 'Not this'], ['correct', 'But this']]);
const CODE_INDENT = '    ';

/**
 * A page of ours as text for a terminal: paragraphs are broken to its width, code is indented, tables that are too wide become lists. It knows the Markdown that
 * pages of rules are written in: headings, paragraphs, lists, tables, fenced code.
 */
export function pageText(page: string, look: PageLook): string {
  const parts = blocksOf(page.replace(/\r\n/g, '\n').split('\n')).map((block) => ({ block, lines: blockLines(block, look) }));
  let text = '';
  parts.forEach(({ block, lines }, index) => {
    const isListGoingOn = block.kind === 'item' && parts[index - 1]?.block.kind === 'item';
    text += `${index === 0 || isListGoingOn ? '' : '\n'}${lines.map((line) => `${line}\n`).join('')}`;
  });
  return text;
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let sample = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const comment = /^<!-- (\w+) -->$/.exec(line)?.[1];
    const fence = /^```\w*(?: (.+))?$/.exec(line);
    const heading = /^(#+) (.*)$/.exec(line);
    const item = /^( *)- (.*)$/.exec(line);
    if (line.trim() === '') continue;
    if (comment) sample = SAMPLES.get(comment) ?? '';
    else if (fence) {
      const end = lines.findIndex((other, index) => index > at && other === '```');
      const last = end === -1 ? lines.length : end;
      const title = [sample, fence[1]].filter((part) => part).join(', ');
      blocks.push({ kind: 'code', title, lines: lines.slice(at + 1, last) });
      [at, sample] = [last, ''];
    } else if (heading) blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! });
    else if (line.startsWith('|')) {
      const end = endOf(lines, at, (other) => other.startsWith('|'));
      const rows = lines.slice(at, end).map(cellsOf);
      blocks.push({ kind: 'table', rows: rows.filter((_, index) => index !== 1) });
      at = end - 1;
    } else {
      const end = endOf(lines, at + 1, (other) => other.trim() !== '' && !/^(#|\||```|<!--| *- )/.test(other));
      const text = [item ? item[2]! : line, ...lines.slice(at + 1, end)].map((part) => part.trim()).join(' ');
      blocks.push(item ? { kind: 'item', indent: item[1]!.length, text } : { kind: 'paragraph', text });
      at = end - 1;
    }
  }
  return blocks;
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line));
  return end === -1 ? lines.length : end;
}

function cellsOf(row: string): string[] {
  return row.replace(/^\||\|\s*$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function blockLines(block: Block, { width, paint }: PageLook): string[] {
  const bold = (text: string): string => (paint ? paint('bold', text) : text);
  switch (block.kind) {
    case 'heading':
      return [bold(block.level === 2 ? plainInline(block.text).toUpperCase() : plainInline(block.text))];
    case 'paragraph':
      return inlineLines(block.text, width, paint);
    case 'item':
      return indented(inlineLines(block.text, width - block.indent - 2, paint), `${' '.repeat(block.indent)}- `, ' '.repeat(block.indent + 2));
    case 'code': {
      const lines = block.lines.map((line) => (line === '' ? '' : `${CODE_INDENT}${line}`));
      return block.title === '' ? lines : [`${paint ? paint('gray', block.title) : block.title}:`, ...lines];
    }
    case 'table':
      return tableBlock(block.rows, { width, paint });
  }
}

/** Side by side where all of it fits; else a paragraph for each row, its cells named by their headings. */
function tableBlock(rows: readonly (readonly string[])[], { width, paint }: PageLook): string[] {
  const plain = rows.map((row) => row.map(plainInline));
  if (tableWidth(plain) <= width) return tableLines(plain);
  const [headings = [], ...body] = rows;
  return body.flatMap(([first = '', ...others]) => {
    const cells = others.flatMap((cell, index) => {
      if (cell === '') return [];
      const heading = headings[index + 1] ?? '';
      return indented(inlineLines(heading === '' ? cell : `${heading}: ${cell}`, width - 4, paint), '  ', '    ');
    });
    return [...inlineLines(`**${first}**`, width, paint), ...cells];
  });
}

function indented(lines: readonly string[], first: string, others: string): string[] {
  return lines.map((line, index) => `${index === 0 ? first : others}${line}`);
}
