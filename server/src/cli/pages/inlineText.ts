import type { Paint } from '../../report/text.ts';

type Look = 'code' | 'bold' | 'plain';

interface Piece {
  readonly text: string;
  readonly look: Look;
}

/** What stands between two spaces: pieces of different looks may touch. */
type Word = readonly Piece[];

const CODE = /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/;
const BOLD = /\*\*(.+?)\*\*/;
const LINK = /\[([^\]]+)\]\([^)\s]+\)/;
const MARKUP = new RegExp(`${CODE.source}|${BOLD.source}|${LINK.source}`, 'g');

/** The text of a Markdown paragraph without its markup, as lines of at most `width` columns; a longer word has a line of its own. */
export function inlineLines(markdown: string, width: number, paint: Paint | null): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let length = 0;
  for (const word of wordsOf(piecesOf(markdown, paint !== null))) {
    const wordLength = word.reduce((sum, piece) => sum + piece.text.length, 0);
    if (line.length > 0 && length + 1 + wordLength > width) {
      lines.push(line.join(' '));
      [line, length] = [[], 0];
    }
    length += wordLength + (line.length > 0 ? 1 : 0);
    line.push(word.map((piece) => painted(piece, paint)).join(''));
  }
  return line.length > 0 ? [...lines, line.join(' ')] : lines;
}

/** In one line, without colours. */
export function plainInline(markdown: string): string {
  return piecesOf(markdown, false).map(({ text }) => text).join('');
}

/** Where there are no colours, code keeps the marks that tell it from words. */
function piecesOf(markdown: string, hasColours: boolean): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of markdown.matchAll(MARKUP)) {
    const [whole, , code, bold, link] = match;
    pieces.push({ text: markdown.slice(end, match.index), look: 'plain' });
    if (code !== undefined) pieces.push({ text: hasColours ? code.trim() : whole, look: 'code' });
    else if (bold !== undefined) pieces.push(...piecesOf(bold, hasColours).map((piece): Piece => (piece.look === 'plain' ? { ...piece, look: 'bold' } : piece)));
    else pieces.push(...piecesOf(link ?? '', hasColours));
    end = match.index + whole.length;
  }
  return [...pieces, { text: markdown.slice(end), look: 'plain' }];
}

function wordsOf(pieces: readonly Piece[]): Word[] {
  const words: Piece[][] = [[]];
  for (const { text, look } of pieces) {
    text.split(/\s+/).forEach((part, index) => {
      if (index > 0) words.push([]);
      if (part !== '') words.at(-1)!.push({ text: part, look });
    });
  }
  return words.filter((word) => word.length > 0);
}

function painted({ text, look }: Piece, paint: Paint | null): string {
  if (!paint || look === 'plain') return text;
  return paint(look === 'code' ? 'cyan' : 'bold', text);
}
