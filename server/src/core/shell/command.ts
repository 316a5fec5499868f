import type { Span } from '../text/span.ts';

/** One word of a command; spans are offsets of the document, however deep the word was nested. */
export interface ShellWord {
  /** Quotes removed; null where the value depends on the shell (`$x`, `$(…)`, globs are kept as text). */
  readonly value: string | null;
  readonly raw: string;
  readonly span: Span;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: string | null;
  readonly span: Span;
  /** True where programs see it: `A=1 cmd`, `export A=1`, `env A=1`; false for a plain `A=1;`. */
  readonly isExported: boolean;
}

/** How a command hangs together with the one before it in the same list; null for the first. */
export type Connector = '&&' | '||' | ';' | '|' | '&' | '\n';

/** A simple command with wrappers opened: `sudo -E env A=1 sh -c "pip install x"` yields `pip install x`. */
export interface ShellCommand {
  /** Base name of the program (`/usr/bin/pip3` -> `pip3`); null where dynamic. */
  readonly name: string | null;
  readonly nameWord: ShellWord;
  /** Words after the name, redirections left out. */
  readonly args: readonly ShellWord[];
  /** `A=1 cmd`, also through `env A=1 cmd`, and earlier `export A=1` or `A=1;` in the same script (see `inherited`). */
  readonly assignments: readonly ShellAssignment[];
  readonly inherited: readonly ShellAssignment[];
  /** From the first assignment, wrapper or `!` to the last argument or redirection; heredoc bodies left out. */
  readonly span: Span;
  readonly connector: Connector | null;
  /** True inside if, for, while, case, function, `( )`, `$( )`, after `||`, or in a pipeline: it may not run, or not in this place. */
  readonly isConditional: boolean;
  /** Names of opened wrappers, outermost first: `sudo`, `env`, `sh -c`, `python -m`, `heredoc`, `exec form`; `!` for a negated command. */
  readonly wrappers: readonly string[];
  /** Folder from earlier `cd`s in the same script, relative ones joined; null where none, undefined where it cannot be known. */
  readonly cd: string | null | undefined;
  /** True where the words can be edited in place (not decoded from JSON escapes or nested quotes). */
  readonly isEditable: boolean;
}
