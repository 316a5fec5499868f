import type { Instruction } from '../../../core/dockerfile/model.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';

/** Something that one instruction puts into its layer, and that a command in another RUN may take away again. */
export interface Leftover {
  readonly maker: Instruction;
  /** For people: `the packages that apt-get downloaded`. */
  readonly what: string;
  /** `copied`: it came with COPY or ADD, so there is no RUN to clean up in. */
  readonly kind: 'cache' | 'packages' | 'file' | 'copied';
  /** What to do instead, as a clause, where moving the clean-up to the maker would break something between the two; absent where it would not. */
  readonly advice?: string;
  /** True where this command of a later RUN takes it away. */
  isRemovedBy(run: RunFact, command: ShellCommand): boolean;
  /** True where a later RUN makes the same again, so that its own clean-up has something to do. */
  isMadeAgainBy(run: RunFact): boolean;
}

/** A command that hides what an earlier layer keeps. */
export interface LateCleanup {
  readonly run: RunFact;
  readonly command: ShellCommand;
  readonly leftover: Leftover;
}
