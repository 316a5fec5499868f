import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand, ShellWord } from '../../../core/shell/command.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';
import { pathIn } from '../../cache/calls/pathIn.ts';

/** `chown -R`, `chgrp -R` or `chmod -R`. */
export interface RecursiveChange {
  readonly run: RunFact;
  readonly command: ShellCommand;
  readonly program: 'chown' | 'chgrp' | 'chmod';
  /** The word that holds the `R`. */
  readonly recursive: ShellWord;
  /** The owner, group or mode. */
  readonly spec: ShellWord;
  /** Absolute and clean; null where it cannot be told. */
  readonly folders: readonly { readonly word: ShellWord; readonly path: string | null }[];
  /** `chown --from=root`: files that have another owner stay as they are, and are not stored again. */
  readonly isOfOwner: boolean;
  /** True where another option changes which files are met, or how (`--reference`, `-L`). */
  readonly hasOtherOptions: boolean;
}

const PROGRAM = /\bch(?:own|grp|mod)\b/;
const MAY_BE_RECURSIVE = /\s-[A-Za-z]*R|\s--recursive/;

/** Scripts without such a text are not parsed. As one pattern, it would be tried again from each program of a script that never says it. */
export function mayChangeRecursively(script: string): boolean {
  const program = script.search(PROGRAM);
  return program !== -1 && MAY_BE_RECURSIVE.test(script.slice(program));
}

const RECURSIVE = /^(?:--recursive|-[a-zA-Z]*R[a-zA-Z]*)$/;
/** Only tell more or less, or say of links what `-R` does anyway: it changes them, not what they point to (chown(1), fts(3)). */
const HARMLESS = /^(?:--recursive|--verbose|--changes|--silent|--quiet|--no-dereference|--preserve-root|-[RvcfhP]+)$/;

export function recursiveChanges(run: RunFact): readonly RecursiveChange[] {
  return run.commands.flatMap((command) => readChange(run, command) ?? []);
}

function readChange(run: RunFact, command: ShellCommand): RecursiveChange | null {
  const { name: program } = command;
  if (program !== 'chown' && program !== 'chgrp' && program !== 'chmod') return null;
  if (command.isConditional || command.wrappers.includes('!')) return null;
  const end = command.args.findIndex(({ value }) => value === '--');
  // `chmod -x` and `chmod -rwx` take away what they name.
  const isMode = (text: string) => program === 'chmod' && /^-[rwxXst]+$/.test(text);
  const isOption = ({ value, raw }: ShellWord, at: number) => (end === -1 || at < end) && /^-./.test(value ?? raw) && !isMode(value ?? raw);
  const options = command.args.filter((word, at) => isOption(word, at));
  const recursive = options.find(({ value }) => value !== null && RECURSIVE.test(value));
  const [spec, ...operands] = command.args.filter((word, at) => at !== end && !isOption(word, at));
  if (!recursive || !spec || operands.length === 0) return null;
  const folders = operands.map((word) => {
    const value = commandWordValue(run, command, word, run.state.user.home);
    const path = value === null || /[*?[]/.test(value) ? null : pathIn(run, command, value);
    return { word, path };
  });
  const isOfOwner = options.some(({ value }) => value !== null && /^--from(?:=|$)/.test(value));
  return { run, command, program, recursive, spec, folders, isOfOwner, hasOtherOptions: !options.every(({ value }) => HARMLESS.test(value ?? '')) };
}
