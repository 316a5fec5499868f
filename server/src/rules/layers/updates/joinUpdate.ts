import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { sliceSpan, span } from '../../../core/text/span.ts';
import type { LoneUpdate } from './indexUpdates.ts';
import { lineOf, removeLines } from '../../edits/instructionBlock.ts';
import { lineNumber } from '../../messages/lineNumber.ts';
import { refuse, type Refusal } from '../proof.ts';

/** With more, a first build would spend its time on updates. */
const MOST_UPDATES = 3;

/** Puts the update in front of each install that relies on it, and takes the RUN that only updated out. */
export function joinUpdate(lone: LoneUpdate, model: DockerfileModel): Fix | Refusal {
  const { text } = model;
  const { keeper, run, command, isAll, reliant, unclear } = lone;
  const label = `${command.name} ${keeper.updates.find((verb) => command.args.some(({ value }) => value === verb))!}`;
  if (unclear) return refuse(`the ${unclear.keyword} of line ${lineNumber(model, unclear)} may rely on the index, or change where it comes from`);
  const written = sliceSpan(text, command.span);
  const prefixed = keeper.needsUpdate ? reliant : [];
  const blocked = notJoinable(run, written) ?? prefixed.map((one) => notPrefixable(one, lone, text)).find((one) => one !== null);
  if (blocked) return blocked;
  const edits: TextEdit[] = isAll ? [removeLines(text, lineOf(text, run.instruction))] : [];
  for (const { instruction } of prefixed) edits.push({ span: span(instruction.bodySpan.start, instruction.bodySpan.start), text: `${written} && ` });
  if (edits.length === 0) return refuse(`this RUN does more than \`${label}\``);
  if (!keeper.needsUpdate || reliant.length === 0) return { kind: 'safe', title: `Remove the RUN of ${label}`, edits };
  if (reliant.length <= MOST_UPDATES) return { kind: 'safe', title: `Run ${label} together with the install`, edits };
  return { kind: 'suggestion', title: `Run ${label} together with each of ${reliant.length} installs (joining them into one RUN is quicker)`, edits };
}

function notJoinable({ instruction, state, commands }: RunFact, written: string): Refusal | null {
  if (instruction.exec || instruction.heredocs.length > 0 || state.shell !== 'posix') return refuse('this RUN is not a plain line of shell');
  if (commands.some(({ connector }) => connector !== null && connector !== '&&')) return refuse('this RUN is more than a list joined by `&&`');
  return /[$\n`"'#|;&]/.test(written) ? refuse('the update is not written plainly') : null;
}

/** Null where the update in front of an install does what it did in a RUN of its own. */
function notPrefixable({ instruction, commands, state }: RunFact, { run, command }: LoneUpdate, text: string): Refusal | null {
  if (instruction.exec || instruction.heredocs.length > 0 || state.shell !== 'posix') return refuse('the RUN of the install is not a plain line of shell');
  const flags = (one: Instruction) => one.flags.map((flag) => sliceSpan(text, flag.span)).join(' ');
  if (flags(run.instruction) !== flags(instruction)) return refuse('the RUN of the install has other flags');
  if (!commands.every(({ connector, isConditional }) => !isConditional && (connector === null || connector === '&&'))) {
    return refuse('the RUN of the install is more than a list joined by `&&`');
  }
  if (commands[0]!.span.start !== instruction.bodySpan.start) return refuse('the RUN of the install does not start with a plain command');
  const [a, b] = [run.state.user, state.user];
  const isSame = command.wrappers.includes('sudo') || (a.kind === b.kind && a.name === b.name && a.uid === b.uid);
  return isSame ? null : refuse('the install runs as another user');
}
