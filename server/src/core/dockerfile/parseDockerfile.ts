import { gatherEach } from '../collections/gather.ts';
import type { DocumentContext } from './instructionNode.ts';
import { InstructionNode } from './instructionNode.ts';
import type { LogicalLine, LogicalLines } from './logicalLines.ts';
import { readLogicalLines } from './logicalLines.ts';
import { skipSpace } from './logicalText.ts';
import type { Comment, DockerfileModel, Instruction, Stage } from './model.ts';
import type { AstReading } from './secondOpinion.ts';
import { readWithAst } from './secondOpinion.ts';
import { readsPlainly } from './plainLines.ts';
import { buildStages } from './stages.ts';

/**
 * Reads a Dockerfile the way BuildKit does. Never throws: what cannot be read gives a model without the part concerned, with
 * `isWellFormed` false. Where it could be read otherwise, dockerfile-ast reads the same text when that is first asked for; where the two disagree
 * about the instructions, the file counts as uncertain.
 */
export function parseDockerfile(text: string): DockerfileModel {
  const lines = readLogicalLines(text);
  const context: DocumentContext = { text, escape: lines.directives.escape };
  const instructions = gatherEach(lines.lines, (line) => readInstruction(context, line));
  const stages = buildStages(instructions, context.escape);
  return new ParsedDockerfile(text, lines, instructions, stages);
}

/** A class, since V8 gives each literal with a getter a shape of its own, and whoever reads the model pays for that. */
class ParsedDockerfile implements DockerfileModel {
  readonly answers = new Map<object, unknown>();
  readonly escape: '\\' | '`';
  readonly afterDirectives: number;
  readonly comments: readonly Comment[];
  readonly isWellFormed: boolean;
  private trust: boolean | undefined;

  constructor(readonly text: string, private readonly lines: LogicalLines, readonly instructions: readonly Instruction[], readonly stages: readonly Stage[]) {
    this.escape = lines.directives.escape;
    this.afterDirectives = lines.directives.after;
    this.comments = lines.comments;
    this.isWellFormed = stages.length > 0 && isCertain(text, lines);
  }

  get isTrustworthy(): boolean {
    const { text, lines } = this;
    return (this.trust ??= this.isWellFormed && (readsPlainly(text, lines) || agrees(lines, readWithAst(text, lines))));
  }

  instructionAt(offset: number): Instruction | null {
    return instructionAt(this.lines.lines, this.instructions, offset);
  }
}

function readInstruction(context: DocumentContext, line: LogicalLine): InstructionNode {
  const { logical, heredocs } = line;
  const { text } = logical;
  const start = skipSpace(text, 0, text.length);
  const end = keywordEnd(text, start);
  const outer = new InstructionNode(context, logical, start, end, heredocs, false);
  if (outer.keyword !== 'ONBUILD' || outer.logicalBody === '') return outer;
  const trigger = outer.logicalBodyStart;
  return new InstructionNode(context, logical, trigger, keywordEnd(text, trigger), heredocs, true);
}

function keywordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && !endsKeyword(text.charCodeAt(end))) end++;
  return end;
}

/** A blank, `\t`, `\v`, `\f` or `\r`. */
function endsKeyword(code: number): boolean {
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/** False for what BuildKit refuses, for binary files, and for lone carriage returns: editors and BuildKit count lines differently there. */
function isCertain(text: string, lines: LogicalLines): boolean {
  return lines.directives.isValid && !lines.hasUnterminatedHeredoc && !text.includes('\0') && !(text.includes('\r') && /\r(?!\n)/.test(text));
}

/** True where dockerfile-ast found the same instructions in the same places; also where it could not be asked. */
function agrees(lines: LogicalLines, ast: AstReading | null): boolean {
  if (!ast) return true;
  return ast.starts.size === lines.lines.length
    && ast.commentCount === lines.comments.length
    && lines.lines.every((line) => ast.starts.has(line.span.start));
}

function instructionAt(lines: readonly LogicalLine[], instructions: readonly Instruction[], offset: number): Instruction | null {
  let low = 0;
  let high = lines.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { start, end } = lines[middle]!.span;
    if (offset < start) high = middle - 1;
    else if (offset > end) low = middle + 1;
    else return instructions[middle]!;
  }
  return null;
}
