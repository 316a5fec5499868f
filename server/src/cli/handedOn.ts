import type { Command } from '../build/request.ts';
import type { BuildOutcome } from '../build/run.ts';
import { createRedact } from '../timing/redact.ts';
import type { BuildTrace } from '../timing/trace.ts';

/** The trace as the history keeps it, and with the logs that it leaves out: the values of arguments are in none of it. */
export function exportedTrace({ record, trace, hidden }: Pick<BuildOutcome, 'record' | 'trace' | 'hidden'>): BuildTrace {
  if (!record) return trace;
  const redact = createRedact(hidden);
  const logs = new Map(trace.steps.map(({ id, log }) => [id, { ...log, text: redact(log.text) }]));
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
