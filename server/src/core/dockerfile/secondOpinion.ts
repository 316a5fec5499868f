import { DockerfileParser } from 'dockerfile-ast';
import type { Position } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { LineIndex } from '../text/lines.ts';
import type { LogicalLines } from './logicalLines.ts';

const FROM = /^\s*from\b/i;

/** Instructions as dockerfile-ast reads them, by the offset where they start. */
export interface AstReading {
  readonly keywords: ReadonlyMap<number, AstKeyword>;
  readonly commentCount: number;
}

export interface AstKeyword {
  readonly keyword: string;
  readonly span: Span;
}

/** Past these the second reading is left out. dockerfile-ast compares each comment with each stage: 2 s for 50 KB of `FROM a` and `# c`. */
const LARGEST = 200_000;
const MOST_COMPARISONS = 200_000;

/**
 * Reads the document with dockerfile-ast, after what it is known to misread has been masked. Null where it throws or the text is too large.
 * Offsets are those of `text`: the mask keeps every length.
 */
export function readWithAst(text: string, lines: LogicalLines): AstReading | null {
  const stageCount = lines.lines.filter((line) => FROM.test(line.logical.text)).length;
  if (text.length > LARGEST || stageCount * lines.comments.length > MOST_COMPARISONS) return null;
  const masked = maskForAst(text, lines);
  try {
    const dockerfile = DockerfileParser.parse(masked);
    const index = new LineIndex(masked);
    const offset = (at: Position): number => index.lineStart(at.line) + at.character;
    const keywords = new Map<number, AstKeyword>();
    for (const instruction of dockerfile.getInstructions()) {
      const range = instruction.getInstructionRange();
      const span = { start: offset(range.start), end: offset(range.end) };
      keywords.set(span.start, { keyword: instruction.getKeyword(), span });
    }
    return { keywords, commentCount: dockerfile.getComments().length };
  } catch {
    return null;
  }
}

/**
 * Hides what dockerfile-ast 0.7.1 misreads, code unit by code unit:
 * - heredocs: it takes `<<` in quotes or arithmetic for one and then swallows the file, misses `3<<EOF`, and compares the end line differently;
 * - any first comment with a `=` in it: it becomes a parser directive and is lost as a comment;
 * - `\\` at a line end: an escaped escape character continues no line, it thinks so.
 */
export function maskForAst(text: string, lines: LogicalLines): string {
  const masks: { span: Span; fill: string }[] = [];
  const first = lines.comments[0];
  if (first && first.line === lines.directives.lineCount) masks.push({ span: first.span, fill: '#' });
  for (const span of lines.escapedEscapes) masks.push({ span, fill: '_' });
  for (const line of lines.lines) {
    for (const { body, terminator } of line.heredocs) masks.push({ span: { start: body.start, end: terminator.end }, fill: ' ' });
  }
  masks.sort((a, b) => a.span.start - b.span.start);
  const parts: string[] = [];
  let at = 0;
  for (const { span, fill } of masks) {
    parts.push(text.slice(at, span.start), text.slice(span.start, span.end).replace(/[^\r\n]/g, fill));
    at = span.end;
  }
  parts.push(text.slice(at));
  return parts.join('').replaceAll('<<', '__');
}
