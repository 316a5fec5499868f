import type { Connector } from './command.ts';

/** A word by its place in the script that was parsed. */
export interface ParsedWord {
  readonly start: number;
  readonly end: number;
}

export interface ParsedAssignment extends ParsedWord {
  readonly name: string;
  /** Where the value starts, after `=`. */
  readonly valueStart: number;
  /** True for `A+=1` and `A[0]=1`: the value is not the whole story. */
  readonly isPartial: boolean;
}

/** A heredoc inside a script, given to the command it is a redirection of. */
export interface ParsedHeredoc {
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly expands: boolean;
}

export interface ParsedRedirect extends ParsedWord {
  readonly heredoc: ParsedHeredoc | null;
}

/**
 * Where variables and the working directory live: a subshell's changes end with it, a branch's may or may not have happened
 * once it is over.
 */
export interface Scope {
  readonly kind: 'script' | 'subshell' | 'branch';
  readonly parent: Scope | null;
}

/** A simple command, or assignments that stand alone (then `words` is empty). */
export interface ParsedCommand extends ParsedWord {
  readonly words: readonly ParsedWord[];
  readonly assignments: readonly ParsedAssignment[];
  readonly redirects: readonly ParsedRedirect[];
  readonly connector: Connector | null;
  readonly isConditional: boolean;
  readonly isNegated: boolean;
  readonly scope: Scope;
}

export interface ParsedScript {
  /** In the order of the script; commands of a substitution follow the command whose word holds them. */
  readonly commands: readonly ParsedCommand[];
  /** The scope of the script itself, root of all others. */
  readonly scope: Scope;
  /** False where the grammar did not understand something: then only what stands surely before it is kept. */
  readonly isComplete: boolean;
}
