import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan, type Span } from '../../../core/text/span.ts';
import { readArguments } from '../../cache/calls/callOptions.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';

/** A package of the distribution that a RUN installs by name. */
export interface SystemPackage {
  /** Without its version. */
  readonly name: string;
  /** The word that names it; a variable may name several. */
  readonly span: Span;
  readonly run: RunFact;
}

interface Tool {
  readonly program: RegExp;
  readonly install: ReadonlySet<string>;
  readonly remove: ReadonlySet<string>;
  readonly valueOptions: ReadonlySet<string>;
}

/** apt-get(8), apk-add(8), dnf(8). */
const TOOLS: readonly Tool[] = [
  {
    program: /^(?:apt-get|apt|aptitude)$/, install: new Set(['install', 'build-dep']), remove: new Set(['remove', 'purge', 'autoremove', 'autopurge']),
    valueOptions: new Set(['-o', '--option', '-c', '--config-file', '-t', '--target-release', '--default-release', '-a']),
  },
  {
    program: /^apk$/, install: new Set(['add']), remove: new Set(['del']),
    valueOptions: new Set(['-t', '--virtual', '-X', '--repository', '-p', '--root', '--cache-dir', '--arch', '--keys-dir']),
  },
  {
    program: /^(?:dnf5?|yum|microdnf|tdnf)$/, install: new Set(['install', 'groupinstall']), remove: new Set(['remove', 'erase', 'autoremove']),
    valueOptions: new Set(['-c', '--config', '-x', '--exclude', '--repo', '--repoid', '--enablerepo', '--disablerepo', '--setopt', '--installroot', '--releasever']),
  },
];

/** Ways to remove packages that cannot be followed by name. */
const REMOVES_OTHERWISE = /apt-mark|dpkg --purge|dpkg -P|rpm -e|history undo|buildDeps|BUILD_DEPS|build-deps|builddeps/;

/** Packages that a RUN installs and leaves in its layer. */
export function keptPackages(text: string, run: RunFact): readonly SystemPackage[] {
  const installed: SystemPackage[] = [];
  const removed = new Set<string>();
  let removesUnknown = false;
  for (const command of run.commands) {
    const tool = command.name === null ? undefined : TOOLS.find(({ program }) => program.test(command.name!));
    if (!tool) continue;
    const { options, positionals } = readArguments(command.args, tool.valueOptions);
    const verb = positionals[0]?.value ?? '';
    const groups = options.filter(({ name }) => name === '-t' || name === '--virtual').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    if (tool.install.has(verb)) {
      // What an `if` installs is there for some builds only, and somebody asked for it.
      if (command.isConditional) continue;
      for (const one of namesOf(run, command, positionals.slice(1))) if (!groups.some((group) => removedLater(run, command, group))) installed.push(one);
    } else if (tool.remove.has(verb)) {
      const names = namesOf(run, command, positionals.slice(1)).map(({ name }) => name);
      names.forEach((name) => removed.add(name));
      // A name that only the shell knows may be any of them; `autoremove` alone removes what nothing needs.
      if (names.length < positionals.length - 1 || names.some((name) => /[*?]/.test(name))) removesUnknown = true;
    }
  }
  if (removesUnknown && REMOVES_OTHERWISE.test(sliceSpan(text, run.instruction.span))) return [];
  return removesUnknown ? [] : installed.filter(({ name }) => !removed.has(name));
}

function removedLater(run: RunFact, install: ShellCommand, group: string): boolean {
  return run.commands.some((command) =>
    command.name === 'apk' && command.span.start > install.span.start && command.args.some(({ value }) => value === 'del') && command.args.some(({ value }) => value === group));
}

function namesOf(run: RunFact, command: ShellCommand, words: ShellCommand['args']): readonly SystemPackage[] {
  return words.flatMap((word) =>
    (commandWordValue(run, command, word, null) ?? '').split(/\s+/).filter((name) => name !== '').map((name) => ({ name: name.replace(/(?<=.)[=<>~].*$/, ''), span: word.span, run })));
}
