import { DockerfileParser } from 'dockerfile-ast';
import type { Span } from '../text/span.ts';
import { LineIndex } from '../text/lines.ts';
import type { LogicalLines } from './logicalLines.ts';

/** Where dockerfile-ast finds instructions, and how many comments. */
export interface AstReading {
  /** Offsets of their keywords. */
  readonly starts: ReadonlySet<number>;
  readonly commentCount: number;
}

/** Past this length the second reading is left out. */
const LARGEST = 200_000;
const LETTER = /[a-z]/i;

/**
 * Reads the document with dockerfile-ast, after what it is known to misread has been masked. Null where it throws or the text is too large.
 * Offsets are those of `text`: the mask keeps every length.
 */
export function readWithAst(text: string, lines: LogicalLines): AstReading | null {
  if (text.length > LARGEST) return null;
  const masked = maskForAst(text, lines);
  try {
    const dockerfile = DockerfileParser.parse(masked);
    const index = new LineIndex(masked);
    const starts = new Set<number>();
    for (const instruction of dockerfile.getInstructions()) {
      const { line, character } = instruction.getInstructionRange().start;
      starts.add(index.lineStart(line) + character);
    }
    return { starts, commentCount: dockerfile.getComments().length };
  } catch {
    return null;
  }
}

/**
 * Hides what dockerfile-ast 0.7.1 misreads, code unit by code unit:
 * - heredocs: it takes `<<` in quotes or arithmetic for one and then swallows the file, misses `3<<EOF`, and compares the end line differently;
 * - any first comment with a `=` in it: it becomes a parser directive and is lost as a comment;
 * - `\\` at a line end: an escaped escape character continues no line, it thinks so.
 *
 * Keywords lose their first letter, so that it knows none of them: what it then finds begins and ends where it did, and it neither reads
 * arguments that nobody asks it for, which is most of its time, nor compares each comment with each stage.
 */
function maskForAst(text: string, lines: LogicalLines): string {
  const masks: { span: Span; fill: string }[] = [];
  const first = lines.comments[0];
  if (first && first.line === lines.directives.lineCount) masks.push({ span: first.span, fill: '#' });
  for (const span of lines.escapedEscapes) masks.push({ span, fill: '_' });
  for (const line of lines.lines) {
    if (LETTER.test(text[line.span.start]!)) masks.push({ span: { start: line.span.start, end: line.span.start + 1 }, fill: '_' });
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
