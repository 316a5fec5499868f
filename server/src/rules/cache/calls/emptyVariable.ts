import type { ShellCommand } from '../../../core/shell/command.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import type { ManagerCall } from './managerCall.ts';

const OPENED = new Set(['python -m', 'heredoc', 'sh -c']);

/**
 * Puts `NAME= ` in front of commands: pip takes an empty value for none, so this brings its cache back for them alone.
 * @param value what stands behind `=` where an empty value is no value for the program
 * @returns null where one of them cannot take a prefix: exec form, `sudo`, `env`
 */
export function emptyVariable(name: string, calls: readonly ManagerCall[], value = ''): readonly TextEdit[] | null {
  const commands = [...new Set(calls.map(({ command }) => command))];
  if (!commands.every(takesPrefix)) return null;
  return commands.map(({ span: at }) => ({ span: span(at.start, at.start), text: `${name}=${value} ` }));
}

/** True where `NAME=value ` right before the command is an assignment for its program: no exec form, no `sudo`, no `env`. */
export function takesPrefix(command: ShellCommand): boolean {
  return command.isEditable && command.wrappers.every((wrapper) => OPENED.has(wrapper));
}
