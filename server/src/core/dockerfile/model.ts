import type { Remembering } from '../collections/memo.ts';
import type { Span } from '../text/span.ts';

/** A word of an instruction, exactly as the file has it; `value` has quotes and escapes resolved, variables left alone. */
export interface Word {
  readonly span: Span;
  readonly raw: string;
  readonly value: string;
}

/** `--name` or `--name=value`, right after the keyword; `value` is null where there is no `=`. */
export interface Flag {
  readonly name: string;
  readonly value: string | null;
  /** The whole flag, continuation lines inside it included. */
  readonly span: Span;
  readonly valueSpan: Span | null;
}

/** One `--mount`, parsed as BuildKit does: RFC 4180 CSV, case-insensitive keys, options without value. */
export interface Mount {
  readonly flag: Flag;
  readonly type: string;
  /** Keys in lower case, aliases folded (`dst`, `destination` -> `target`; `src` -> `source`); a valueless option maps to `true`. */
  readonly options: ReadonlyMap<string, string | true>;
}

export interface Heredoc {
  readonly delimiter: string;
  /** The `<<EOF` operator with its delimiter. */
  readonly operator: Span;
  /** The body without the terminator line; empty span where there is none. */
  readonly body: Span;
  /** False for `<<"EOF"`: the shell leaves variables alone. */
  readonly expands: boolean;
}

export interface Instruction {
  /** Upper case; unknown keywords are kept and never reported. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the end of the last word or heredoc terminator, trailing line ending left out. */
  readonly span: Span;
  readonly flags: readonly Flag[];
  /** Everything after the flags, heredoc bodies left out; empty span where there is nothing. */
  readonly bodySpan: Span;
  /** Words of the body outside heredoc bodies and comments, quotes respected, never split inside quotes or `$( )`. */
  readonly words: readonly Word[];
  /** Elements of a valid JSON array of strings, decoded; null in shell form. */
  readonly exec: readonly Word[] | null;
  readonly heredocs: readonly Heredoc[];
  readonly mounts: readonly Mount[];
  readonly stage: Stage | null;
  /** True for the instruction inside an ONBUILD, which stands for the whole line: its effects belong to other people's builds. */
  readonly isTrigger: boolean;
}

export interface Stage {
  readonly index: number;
  /** Lower case as BuildKit compares; null where unnamed. */
  readonly name: string | null;
  readonly from: Instruction;
  /** The image word of FROM. */
  readonly image: Word | null;
  /** The image with variables expanded from global ARGs; null where a variable has no value here. */
  readonly resolvedImage: string | null;
  /** The local stage this one continues; null for an image. */
  readonly parent: Stage | null;
  /** Without FROM itself, triggers included. */
  readonly instructions: readonly Instruction[];
  readonly span: Span;
}

export interface Comment {
  readonly span: Span;
  /** Text after `#`, trimmed. */
  readonly text: string;
  readonly line: number;
}

export interface DockerfileModel extends Remembering {
  readonly text: string;
  readonly escape: '\\' | '`';
  /** Offset after the last parser directive (syntax, escape, check): comments may go in from here on. */
  readonly afterDirectives: number;
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly comments: readonly Comment[];
  /** False for what BuildKit refuses or editors count otherwise (a heredoc without end, no stage): rules then offer no fix. */
  readonly isWellFormed: boolean;
  /** False where the file cannot be read with certainty: not well formed, or dockerfile-ast disagrees. Costs a second reading of the text when first asked. */
  readonly isTrustworthy: boolean;
  /** The instruction that covers an offset, or null. */
  instructionAt(offset: number): Instruction | null;
}
