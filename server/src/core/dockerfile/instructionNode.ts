import type { Span } from '../text/span.ts';
import { execElements } from './execForm.ts';
import { scanFlags, toFlag } from './flags.ts';
import type { FoundHeredoc } from './logicalLines.ts';
import type { LogicalText } from './logicalText.ts';
import { skipSpace, trimSpaceEnd } from './logicalText.ts';
import type { Flag, Instruction, Mount, Stage, Word } from './model.ts';
import { parseMount } from './mounts.ts';
import type { Splitting } from './words.ts';
import { splitWords } from './words.ts';

const SHELL_FORM = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'SHELL']);
const EXEC_FORM = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME', 'HEALTHCHECK']);
const SPLIT_BY_BLANKS = new Set(['COPY', 'ADD', 'FROM', 'VOLUME', 'EXPOSE']);
const NO_MOUNTS: readonly Mount[] = [];
const HEALTHCHECK_TYPE = /^\S+\s+/;

/** What all instructions of a document share. */
export interface DocumentContext {
  readonly text: string;
  readonly escape: '\\' | '`';
}

/** An instruction of the model. Words, exec form and mounts are read when first asked for, since most are never asked for. */
export class InstructionNode implements Instruction {
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  readonly flags: readonly Flag[];
  readonly bodySpan: Span;
  stage: Stage | null = null;
  private readonly bodyStart: number;
  private readonly bodyEnd: number;
  private cachedWords: readonly Word[] | undefined;
  private cachedExec: readonly Word[] | null | undefined;
  private cachedMounts: readonly Mount[] | undefined;

  /**
   * @param keywordStart offset of the keyword in the logical text
   * @param keywordEnd offset after it
   */
  constructor(
    private readonly context: DocumentContext,
    private readonly logical: LogicalText,
    keywordStart: number,
    keywordEnd: number,
    readonly heredocs: readonly FoundHeredoc[],
    readonly isTrigger: boolean,
  ) {
    const { text } = logical;
    this.keyword = text.slice(keywordStart, keywordEnd).toUpperCase();
    this.keywordSpan = logical.spanOf(keywordStart, keywordEnd);
    const end = trimSpaceEnd(text, keywordEnd, text.length);
    const scanned = scanFlags(text, keywordEnd, end, context.escape);
    this.flags = scanned.flags.map((flag) => toFlag(logical, flag));
    this.bodyStart = skipSpace(text, scanned.bodyStart, end);
    this.bodyEnd = Math.max(this.bodyStart, end);
    this.bodySpan = this.bodyStart < this.bodyEnd ? logical.spanOf(this.bodyStart, this.bodyEnd) : emptyAt(logical.endOf(end));
    this.span = { start: this.keywordSpan.start, end: heredocs.at(-1)?.terminator.end ?? logical.endOf(end) };
  }

  get words(): readonly Word[] {
    return (this.cachedWords ??= splitWords(
      this.context.text, this.logical, this.bodyStart, this.bodyEnd, this.context.escape, splittingOf(this.keyword),
    ));
  }

  get exec(): readonly Word[] | null {
    if (this.cachedExec === undefined) this.cachedExec = this.readExec();
    return this.cachedExec;
  }

  get mounts(): readonly Mount[] {
    return (this.cachedMounts ??= this.keyword === 'RUN' && this.flags.length > 0
      ? this.flags
          .filter((flag) => flag.name === 'mount' && flag.value !== null)
          .map((flag) => parseMount(flag, this.context.text.slice(flag.valueSpan!.start, flag.valueSpan!.end)))
      : NO_MOUNTS);
  }

  /** The body with continuation lines joined, quotes and escapes as written: what BuildKit takes as one string (WORKDIR, USER). */
  get logicalBody(): string {
    return this.logical.text.slice(this.bodyStart, this.bodyEnd);
  }

  /** Offset of the body in the logical text. */
  get logicalBodyStart(): number {
    return this.bodyStart;
  }

  private readExec(): readonly Word[] | null {
    if (!EXEC_FORM.has(this.keyword)) return null;
    const body = this.logicalBody;
    const skipped = this.keyword === 'HEALTHCHECK' ? (HEALTHCHECK_TYPE.exec(body)?.[0].length ?? 0) : 0;
    if (body[skipped] !== '[') return null;
    const elements = execElements(body.slice(skipped));
    if (!elements) return null;
    const offset = this.bodyStart + skipped;
    return elements.map(({ value, start, end }) => {
      const span = this.logical.spanOf(offset + start, offset + end);
      return { span, raw: this.context.text.slice(span.start, span.end), value };
    });
  }
}

/** The body of any instruction of ours with continuation lines joined. */
export function logicalBody(instruction: Instruction): string {
  return instruction instanceof InstructionNode ? instruction.logicalBody : instruction.words.map((word) => word.raw).join(' ');
}

function splittingOf(keyword: string): Splitting {
  if (SHELL_FORM.has(keyword)) return 'shell';
  return SPLIT_BY_BLANKS.has(keyword) ? 'blanks' : 'quoted';
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}
