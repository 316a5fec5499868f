import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import { expandWord as expandVariables, type VariableScope } from '../../../core/dockerfile/variables.ts';
import type { ShellAssignment, ShellCommand, ShellWord } from '../../../core/shell/command.ts';

/** A variable as a command's program sees it. */
export interface CommandVariable {
  readonly name: string;
  /** Null where it cannot be known. */
  readonly value: string | null;
  /** In the RUN itself: prefix, `env`, `export`. */
  readonly assignment: ShellAssignment | null;
  /** ENV or ARG. */
  readonly origin: Instruction | null;
}

/**
 * The variable in force for one command: its own prefix, then exports before it in the RUN, then ENV and ARG.
 * @returns undefined where it is not set, as far as the file tells
 */
export function commandVariable(run: RunFact, command: ShellCommand, name: string, ignoresCase = false): CommandVariable | undefined {
  // Most commands, which are asked about many.
  if (!ignoresCase && command.assignments.length === 0 && command.inherited.length === 0 && !run.state.env.has(name)) return undefined;
  const wanted = ignoresCase ? name.toLowerCase() : name;
  // Names of another length need not be read, which leaves one or none.
  const isNamed = (other: string) => other.length === wanted.length && (ignoresCase ? other.toLowerCase() : other) === wanted;
  if (command.assignments.length > 0 || command.inherited.length > 0) {
    const assignment =
      command.assignments.findLast((one) => isNamed(one.name)) ??
      command.inherited.findLast((one) => isNamed(one.name) && (one.isExported || run.state.env.has(one.name)));
    if (assignment) return { name: assignment.name, value: assignment.value, assignment, origin: null };
  }
  const key = run.state.env.has(name) ? name : ignoresCase ? keyNamed(run.state.env, isNamed) : undefined;
  if (key === undefined) return undefined;
  // An `unset` before it leaves no assignment behind, and it may stand in a branch.
  const value = isUnsetBefore(run, command, isNamed) ? null : (run.state.env.get(key) ?? null);
  return { name: key, value, assignment: null, origin: run.state.envOrigin.get(key) ?? null };
}

function keyNamed(env: ReadonlyMap<string, string | null>, isNamed: (name: string) => boolean): string | undefined {
  for (const key of env.keys()) if (isNamed(key)) return key;
  return undefined;
}

function isUnsetBefore(run: RunFact, command: ShellCommand, isNamed: (name: string) => boolean): boolean {
  return run.commands.some(
    (other) =>
      other.name === 'unset' && other.span.start < command.span.start && other.args.some(({ value }) => value !== null && isNamed(value)),
  );
}

/** What a word of a command stands for, with `~`, `$HOME` and variables whose value the file tells; null where that is unknown. */
export function commandWordValue(run: RunFact, command: ShellCommand, word: ShellWord, home: string | null): string | null {
  const value = word.value ?? expandedRaw(run, command, word.raw, home);
  if (value === null) return null;
  if (value !== '~' && !value.startsWith('~/')) return value;
  if (/^["'\\]/.test(word.raw)) return value;
  return home === null ? null : home + value.slice(1);
}

/** The shell's own expansions (`$(…)`, `$1`) are unknown; plain `$NAME` and `${NAME}` read alike in both languages. */
function expandedRaw(run: RunFact, command: ShellCommand, raw: string, home: string | null): string | null {
  if (/[`'\\]|\$\(|\$\{[^}]*[^\w}]|\$[^\w{]/.test(raw)) return null;
  return expandVariables(raw, commandScope(run, command, home), '\\');
}

function commandScope(run: RunFact, command: ShellCommand, home: string | null): VariableScope {
  return {
    lookup(name) {
      const inScript = command.inherited.findLast((one) => one.name === name);
      if (inScript) return inScript.value;
      if (name === 'HOME' && !run.state.env.has('HOME')) return home;
      return run.state.env.get(name);
    },
  };
}
