import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { removeCommand, removeWords } from '../../../core/shell/editing.ts';
import { editsConflict, type TextEdit } from '../../../core/text/edits.ts';
import { mergeRemoval, operands, type Defeat } from './defeats.ts';
import { keepComments } from '../../edits/keepComments.ts';
import { removeTail } from './removeTail.ts';

export type Removal =
  | { readonly kind: 'withheld'; readonly reason: string }
  /** `risk`: what a person has to weigh first; null where the rest of the RUN stays as it is. */
  | { readonly kind: 'removed'; readonly edits: readonly TextEdit[]; readonly risk: string | null };

/**
 * Takes exactly that out of a RUN which keeps a cache mount from working. Variables of ENV and ARG are left to the caller.
 * @param parentsAreFree true where nothing else of the RUN leaves files between the home and the cache folder
 */
export function removeDefeats(model: DockerfileModel, run: RunFact, defeats: readonly Defeat[], parentsAreFree: boolean): Removal {
  if (defeats.length === 0) return { kind: 'removed', edits: [], risk: null };
  const edits: TextEdit[] = [];
  const gone = new Set<ShellCommand>();
  let risk: string | null = null;
  const removable = mergeRemovals(defeats).filter((defeat): defeat is Removable => defeat.kind !== 'environment' && defeat.kind !== 'configuration');
  const tail = removable.length < 2 ? null : removeTail(model, run, wholeCommands(run, removable));
  for (const defeat of removable.sort((a, b) => rank(a) - rank(b))) {
    const holder = holderOf(run, defeat);
    if (!holder) return { kind: 'withheld', reason: `${defeat.text} cannot be taken out on its own` };
    if (gone.has(holder)) continue;
    if (defeat.kind === 'remove' && defeat.reach === 'home') {
      return { kind: 'withheld', reason: `\`${defeat.text}\` would fail on the mount, and removes more than the cache` };
    }
    const hidden = defeat.kind === 'assignment' && hidesAnother(run, defeat);
    const whole = !hidden && isWholeCommand(defeat, holder);
    const isElsewhere = hidden && holder !== defeat.command;
    if ((whole || isElsewhere) && holder.isConditional) return { kind: 'withheld', reason: `\`${defeat.text}\` does not stand on its own` };
    const edit = hidden ? emptied(defeat) : tail?.commands.has(holder) ? tail.edit : takeOut(model, run, defeat, holder, whole);
    if (whole) gone.add(holder);
    if (!edit || edits.some((other) => other !== edit && editsConflict(other, edit) && !isSameEdit(other, edit))) {
      return { kind: 'withheld', reason: `\`${defeat.text}\` cannot be taken out on its own` };
    }
    if (!edits.some((other) => isSameEdit(other, edit))) edits.push(edit);
    risk ??= riskOf(defeat, parentsAreFree);
  }
  return { kind: 'removed', edits, risk };
}

type Removable = Exclude<Defeat, { kind: 'environment' | 'configuration' }>;

function isSameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

function wholeCommands(run: RunFact, defeats: readonly Removable[]): ReadonlySet<ShellCommand> {
  const holders = new Set<ShellCommand>();
  for (const defeat of defeats) {
    const holder = holderOf(run, defeat);
    const hidden = defeat.kind === 'assignment' && hidesAnother(run, defeat);
    if (holder && !hidden && isWholeCommand(defeat, holder)) holders.add(holder);
  }
  return holders;
}

/** `rm` may remove the caches of several managers: what all of them do not need is gone as a whole. */
function mergeRemovals(defeats: readonly Defeat[]): readonly Defeat[] {
  if (defeats.length === 1) return defeats;
  const removals = new Map<ShellCommand, Extract<Defeat, { kind: 'remove' }>>();
  const others: Defeat[] = [];
  for (const defeat of defeats) {
    if (defeat.kind !== 'remove') others.push(defeat);
    else removals.set(defeat.command, mergeRemoval(removals.get(defeat.command), defeat));
  }
  return [...others, ...removals.values()];
}

/** Whole commands first, so that words inside them are not taken out again. */
function rank(defeat: Defeat): number {
  return defeat.kind === 'clean' ? 0 : defeat.kind === 'remove' ? 1 : 2;
}

/** The command whose words the defeat is: for an exported variable that of `export`. */
function holderOf(run: RunFact, defeat: Removable): ShellCommand | null {
  const holder =
    defeat.kind === 'assignment' && !defeat.command.assignments.includes(defeat.assignment)
      ? run.commands.find(({ name, span }) => name === 'export' && span.start <= defeat.assignment.span.start && defeat.assignment.span.end <= span.end)
      : defeat.command;
  return holder?.isEditable ? holder : null;
}

function isWholeCommand(defeat: Defeat, holder: ShellCommand): boolean {
  if (defeat.kind === 'clean') return true;
  if (defeat.kind === 'remove') return operands(holder).length === defeat.words.length;
  return defeat.kind === 'assignment' && holder !== defeat.command && holder.args.length === 1;
}

type Assigned = Extract<Defeat, { kind: 'assignment' }>;

/** True where the variable is set further up as well: without this assignment, that value would switch the cache off. */
export function hidesAnother(run: RunFact, { command, assignment }: Assigned): boolean {
  const { name } = assignment;
  return run.state.env.has(name) || [...command.inherited, ...command.assignments].some((one) => one !== assignment && one.name === name);
}

function emptied({ assignment, switchedBy }: Assigned): TextEdit {
  return { span: assignment.span, text: `${assignment.name}=${switchedBy.restoring ?? ''}` };
}

function takeOut(
  model: DockerfileModel,
  run: RunFact,
  defeat: Removable,
  holder: ShellCommand,
  whole: boolean,
): TextEdit | null {
  if (whole) {
    const edit = removeCommand(model, run, holder);
    return edit && keepComments(model, run, edit);
  }
  if (defeat.kind === 'option' || defeat.kind === 'remove') return removeWords(model, holder, defeat.words.map(({ span }) => span));
  return defeat.kind === 'assignment' ? removeWords(model, holder, [defeat.assignment.span]) : null;
}

function riskOf(defeat: Defeat, parentsAreFree: boolean): string | null {
  if (defeat.kind === 'remove' && defeat.reach === 'between' && !parentsAreFree) {
    return `\`${defeat.text}\` may also remove what other commands of this RUN leave behind`;
  }
  return null;
}
