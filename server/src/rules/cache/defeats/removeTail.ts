import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { removeCommand } from '../../../core/shell/editing.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import { keepComments } from '../../edits/keepComments.ts';

export interface Tail {
  readonly commands: ReadonlySet<ShellCommand>;
  readonly edit: TextEdit;
}

/** More clean-ups than any script ends with. */
const MOST_COMMANDS = 20;

/**
 * Commands that all go and stand side by side at the end of a script are taken out as one: one by one, each of
 * `… && apt-get clean && rm -rf …` would leave its connector to the other.
 * @returns null for fewer than two, and where they cannot be taken out as one
 */
export function removeTail(model: DockerfileModel, run: RunFact, going: ReadonlySet<ShellCommand>): Tail | null {
  if (going.size < 2) return null;
  const { commands } = run;
  const least = Math.max(0, commands.length - MOST_COMMANDS);
  let from = commands.length;
  while (from > least && going.has(commands[from - 1]!)) from--;
  // Of `a && b; c`, only `c` stands apart.
  while (from < commands.length - 1 && !isOneList(commands.slice(from))) from++;
  const tail = commands.slice(from);
  const [first, last] = [tail[0], tail.at(-1)];
  if (!first || !last || tail.length < 2 || tail.some((command) => command.isConditional)) return null;
  const whole = { ...first, span: span(first.span.start, last.span.end) };
  if (run.instruction.heredocs.length > 0 && model.text.slice(whole.span.start, whole.span.end).includes('#')) return null;
  const edit = removeCommand(model, { commands: [...commands.slice(0, from), whole] }, whole);
  return edit && { commands: new Set(tail), edit: keepComments(model, run, edit) };
}

/** True where nothing but the same connector joins the commands, and it is clear what they are joined to. */
function isOneList(tail: readonly ShellCommand[]): boolean {
  const [first, ...others] = tail;
  const isSameScript = others.every(({ wrappers }) => wrappers.join() === first!.wrappers.join());
  if (!isSameScript || first!.connector === '||' || first!.connector === '|') return false;
  if (others.every(({ connector }) => connector === '&&')) return true;
  return [...others, first!].every(({ connector }) => connector === ';' || connector === '\n' || connector === null);
}
