import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { readArguments } from '../../cache/calls/callOptions.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';

/** How the package managers of distributions install and remove by name. */
interface PackageTool {
  readonly program: RegExp;
  readonly install: readonly string[];
  readonly remove: readonly string[];
  readonly valueOptions: ReadonlySet<string>;
  /** The option that names a group of packages (apk-add(8)); removing the name removes them all. */
  readonly groupOption?: readonly string[];
}

/** apt-get(8), apk-add(8), dnf(8), zypper(8). */
const TOOLS: readonly PackageTool[] = [
  {
    program: /^(?:apt-get|apt|aptitude)$/, install: ['install'], remove: ['remove', 'purge', 'autoremove', 'autopurge'],
    valueOptions: new Set([
      '-o', '--option', '-c', '--config-file', '-t', '--target-release', '--default-release', '-a', '--host-architecture',
    ]),
  },
  { program: /^apk$/, install: ['add'], remove: ['del'], valueOptions: new Set(['-t', '--virtual', '-X', '--repository', '-p', '--root', '--cache-dir', '--arch', '--keys-dir']), groupOption: ['-t', '--virtual'] },
  {
    program: /^(?:dnf5?|yum|microdnf)$/, install: ['install'], remove: ['remove', 'erase', 'autoremove'],
    valueOptions: new Set([
      '-c', '--config', '-x', '--exclude', '--repo', '--repoid', '--enablerepo', '--disablerepo', '--setopt', '--installroot',
      '--releasever', '-R', '-d', '-e',
    ]),
  },
  { program: /^zypper$/, install: ['install', 'in'], remove: ['remove', 'rm'], valueOptions: new Set(['-R', '--root', '-r', '--repo', '-t', '--type', '--from']) },
];

/** Names that a RUN installs, versions left out. */
export function installedPackages(run: RunFact): { readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  for (const command of run.commands) for (const name of namesOf(run, command, 'install')) names.add(name);
  return { names };
}

/** Names that a command removes. */
export function removedPackages(run: RunFact, command: ShellCommand): readonly string[] {
  return command.isConditional ? [] : namesOf(run, command, 'remove');
}

function namesOf(run: RunFact, command: ShellCommand, verbs: 'install' | 'remove'): readonly string[] {
  const { name, args } = command;
  const tool = name === null ? undefined : TOOLS.find(({ program }) => program.test(name));
  if (!tool) return [];
  const { options, positionals } = readArguments(args, tool.valueOptions);
  if (!tool[verbs].includes(positionals[0]?.value ?? '')) return [];
  const named = positionals.slice(1).flatMap((word) => (commandWordValue(run, command, word, null) ?? '').split(/\s+/));
  const groups = verbs === 'install' ? options.filter((option) => tool.groupOption?.includes(option.name)) : [];
  const group = groups.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  // A group goes as a whole, and its members by no name of their own.
  return (group.length > 0 ? group : named).map((one) => one.replace(/[=<>~].*$/, '')).filter((one) => one !== '' && !/[*?/]/.test(one));
}
