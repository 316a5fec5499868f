import type { Command } from '../build/request.ts';
import type { BuildOutcome } from '../build/run.ts';
import type { BuildTrace } from '../timing/trace.ts';

/** The trace as the history keeps it, without the values of arguments in names of steps, and with the logs that it leaves out. */
export function exportedTrace({ record, trace }: Pick<BuildOutcome, 'record' | 'trace'>): BuildTrace {
  if (!record) return trace;
  const logs = new Map(trace.steps.map(({ id, log }) => [id, log]));
  return { ...record.trace, steps: record.trace.steps.map((step) => ({ ...step, log: logs.get(step.id) ?? step.log })) };
}

/** A command without the values of arguments: as it is, it takes them from the environment. */
export function withoutValues(command: Command): Command {
  const args = command.args.map((arg, index) => {
    if (command.args[index - 1] === '--build-arg') return arg.replace(/=[\s\S]*/, '');
    return arg.replace(/^(--build-arg=[^=]*)=[\s\S]*/, '$1');
  });
  return { ...command, args };
}
