import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { removeWord, removeWords } from '../../../core/shell/editing.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { isWithin } from '../../cache/folders/folderPath.ts';
import { refuse, type Refusal } from '../proof.ts';
import type { RecursiveChange } from './recursiveChange.ts';

/**
 * A change keeps its place and loses its `-R`, so that folders which WORKDIR or COPY made for root still get their owner or mode; that copies
 * no file. With other folders in the command, `chown -R u /a /b` becomes `chown u /a && chown -R u /b`.
 * @param folders absolute and clean, all of them in the command
 */
export function withoutRecursion(change: RecursiveChange, folders: readonly string[], model: DockerfileModel): readonly TextEdit[] | Refusal {
  const { command, recursive, spec, program } = change;
  const targets = change.folders.filter(({ path }) => path !== null && folders.includes(path));
  const areApart = change.folders.every((one) => targets.every((target) => one === target || isApart(one.path, target.path)));
  if (!areApart) return refuse('the same command changes other folders as well');
  if (targets.length < change.folders.length) {
    const removed = command.isEditable ? removeWords(model, command, targets.map(({ word }) => word.span)) : null;
    if (!removed) return refuse('the same command changes other folders as well');
    const { start } = command.span;
    return [{ span: { start, end: start }, text: `${program} ${spec.raw} ${targets.map(({ word }) => word.raw).join(' ')} && ` }, removed];
  }
  const letters = /^-[a-zA-Z]{2,}$/.test(recursive.raw) ? recursive.raw.replace('R', '') : null;
  if (letters !== null && letters !== '-' && command.isEditable) return [{ span: recursive.span, text: letters }];
  const removed = removeWord(model, command, recursive);
  return removed ? [removed] : refuse('the command cannot be edited in place');
}

function isApart(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && !isWithin(one, other) && !isWithin(other, one);
}
