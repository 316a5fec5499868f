import { gather } from '../../../core/collections/gather.ts';
import { Memo } from '../../../core/collections/memo.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand, ShellWord } from '../../../core/shell/command.ts';
import { sliceSpan, span, type Span } from '../../../core/text/span.ts';
import { hasAnyOption, readArguments, type CallOption } from './callOptions.ts';
import { commandVariable } from './commandVariable.ts';
import { ANY_WORD, type PackageManager } from '../packageManager.ts';

/** A command that starts a package manager, its words sorted. */
export interface ManagerCall {
  readonly manager: PackageManager;
  readonly run: RunFact;
  readonly command: ShellCommand;
  readonly options: readonly CallOption[];
  readonly positionals: readonly ShellWord[];
  /** Positionals after the verb. */
  readonly rest: readonly ShellWord[];
}

/** An install: a call that downloads packages. */
export interface Install extends ManagerCall {
  /** From the program's name to its verb: `pip install`. */
  readonly verbSpan: Span;
}

interface RunCalls {
  readonly calls: readonly ManagerCall[];
  readonly installs: readonly Install[];
}

const NO_CALLS: RunCalls = { calls: [], installs: [] };
const remembered = new Memo(({ instruction }: RunFact, text: string) => ({ script: sliceSpan(text, instruction.span), byManager: new Map<PackageManager, RunCalls>() }));

/** Remembered, because several rules ask for every manager of the table. */
function callsOf(text: string, run: RunFact, manager: PackageManager): RunCalls {
  const known = remembered.of(run, text);
  let found = known.byManager.get(manager);
  if (found) return found;
  if (known.script.includes(manager.token)) {
    const calls = readCalls(run, manager);
    found = { calls, installs: calls.length === 0 ? [] : gather(calls, asInstall) };
  }
  known.byManager.set(manager, (found ??= NO_CALLS));
  return found;
}

/** Every call of `manager` in a RUN, whatever it does. */
export function managerCalls(text: string, run: RunFact, manager: PackageManager): readonly ManagerCall[] {
  return callsOf(text, run, manager).calls;
}

/** The calls that download packages when the layer is built again. */
export function managerInstalls(text: string, run: RunFact, manager: PackageManager): readonly Install[] {
  return callsOf(text, run, manager).installs;
}

function readCalls(run: RunFact, manager: PackageManager): readonly ManagerCall[] {
  const calls: ManagerCall[] = [];
  for (const command of run.commands) {
    if (command.name === null || !manager.program.test(command.name)) continue;
    const { options, positionals } = readArguments(command.args, manager.valueOptions);
    calls.push({ manager, run, command, options, positionals, rest: positionals.slice(1) });
  }
  return calls;
}

function asInstall(call: ManagerCall): Install | null {
  const positionals = withoutLeadingUnknown(call.positionals);
  const verb = installVerb(call.manager, positionals);
  if (!verb) return null;
  const last = verb.length > 0 ? positionals[verb.length - 1]! : call.command.nameWord;
  const { manager, run, command, options } = call;
  const verbSpan = span(command.nameWord.span.start, last.span.end);
  // As long as it is, it takes a fraction of what a spread of the call does, of which there is one for each command.
  const install = { manager, run, command, options, positionals: call.positionals, rest: positionals.slice(verb.length), verbSpan };
  return isOffline(install) || call.manager.downloadsNothing?.(install) ? null : install;
}

/** True where the positional words start with these; words that only the shell knows may be options before them. */
export function hasVerb(call: ManagerCall, verb: readonly string[]): boolean {
  return startsWithVerb(withoutLeadingUnknown(call.positionals), verb);
}

function installVerb({ installVerbs }: PackageManager, positionals: readonly ShellWord[]): readonly string[] | null {
  for (const verb of installVerbs) if (startsWithVerb(positionals, verb)) return verb;
  return null;
}

function startsWithVerb(positionals: readonly ShellWord[], verb: readonly string[]): boolean {
  if (verb.length === 0) return positionals.length === 0;
  if (verb.length > positionals.length) return false;
  for (let i = 0; i < verb.length; i++) if (verb[i] !== ANY_WORD && positionals[i]!.value !== verb[i]) return false;
  return true;
}

export function withoutLeadingUnknown(words: readonly ShellWord[]): readonly ShellWord[] {
  const first = words.findIndex(({ value }) => value !== null);
  return first === 0 ? words : first === -1 ? [] : words.slice(first);
}

function isOffline(call: ManagerCall): boolean {
  const { manager, command, run } = call;
  if (hasAnyOption(call.options, manager.offlineOptions)) return true;
  for (const { name, ignoresCase } of manager.offlineVariables) {
    const value = commandVariable(run, command, name, ignoresCase)?.value;
    if (value !== undefined && value !== null && !/^(?:|0|false|no|off|n|f)$/i.test(value)) return true;
  }
  return false;
}
