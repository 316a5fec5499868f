import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { readArguments } from '../../cache/calls/callOptions.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';

/** useradd(8), and adduser of Debian and BusyBox. */
const USERADD_VALUES = new Set(['-b', '-c', '-d', '-e', '-f', '-g', '-G', '-k', '-K', '-p', '-s', '-u', '-Z', '--base-dir', '--comment', '--home-dir', '--home',
  '--expiredate', '--inactive', '--gid', '--groups', '--skel', '--key', '--password', '--shell', '--uid', '--root']);
const ADDUSER_VALUES = new Set(['-h', '-g', '-s', '-G', '-u', '-k', '-c', '-d', '--home', '--shell', '--uid', '--gid', '--ingroup', '--gecos', '--comment', '--firstuid', '--lastuid', '--conf']);

/** Accounts that a stage and those it continues create, the last first; null for one whose name only the shell knows. */
export function createdAccounts(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): readonly (string | null)[] {
  const runs = stageChain(stage).flatMap((one) => [...facts.stageFact(one).runs].reverse());
  return runs
    .filter(({ instruction }) => /useradd|adduser/.test(sliceSpan(model.text, instruction.span)))
    .flatMap((run) => run.commands.filter(({ name }) => name === 'useradd' || name === 'adduser').map((command) => accountOf(run, command)));
}

function accountOf(run: RunFact, command: ShellCommand): string | null {
  const { positionals } = readArguments(command.args, command.name === 'useradd' ? USERADD_VALUES : ADDUSER_VALUES);
  const word = command.name === 'useradd' ? positionals.at(-1) : positionals[0];
  const name = word ? commandWordValue(run, command, word, null) : null;
  return name !== null && /^[a-z_][a-z0-9_-]*$/i.test(name) && name !== 'root' ? name : null;
}
