import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { operands } from '../../cache/defeats/defeats.ts';
import { refuse, type Refusal } from '../proof.ts';
import { lineEnding } from '../../edits/lineEnding.ts';

/** Instructions that change no file and nothing that a clean-up by absolute paths sees. */
const NEUTRAL = new Set(['ARG', 'LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'MAINTAINER']);
/** What they do depends on nothing that the first RUN may have set in its shell, and nobody notices them running there. */
const CLEANERS = /^(?:rm|apt-get|apt|apk|dnf5?|yum|microdnf|zypper|npm|yarn|pnpm|pip[\d.]*|conda|mamba|true|:)$/;
const CLEAN_VERBS = /^(?:clean|autoclean|autoremove|autopurge|purge|remove|del|cache|store|erase|distclean|dist-clean)$/;
/** After these, what follows in the same shell may not run, or not alike. */
const ENDS_SHELL = /^(?:exit|exec|trap|set|alias|return|source|\.|su|newgrp)$/;

/**
 * Makes a RUN that does nothing but clean up the end of the RUN that made what it removes. That is the same for the image, since nothing
 * but neutral instructions stands between the two.
 */
export function moveCleanup(model: DockerfileModel, facts: DockerfileFacts, cleanup: RunFact, maker: Instruction): Fix | Refusal {
  const stage = facts.stageFact(cleanup.stage);
  const making = stage.runs.find(({ instruction }) => instruction === maker);
  if (!making) return refuse('what it removes is made in another stage, which others may build on: clean up there');
  if (!isCleanup(cleanup)) {
    return refuse('this RUN does other things as well: move the clean-up to the end of the RUN that made it necessary');
  }
  const { instructions } = cleanup.stage;
  const between = instructions.slice(instructions.indexOf(maker) + 1, instructions.indexOf(cleanup.instruction));
  const isBetween = ({ instruction: { span } }: RunFact) => span.start > maker.span.start && span.start < cleanup.instruction.span.start;
  const cleanups = new Set(stage.runs.filter((run) => isBetween(run) && isCleanup(run)).map(({ instruction }) => instruction));
  const inTheWay = between.filter((one) => (one.isTrigger || !NEUTRAL.has(one.keyword)) && !cleanups.has(one));
  const blocking = inTheWay.find(({ keyword }) => keyword === 'RUN') ?? inTheWay[0];
  if (blocking) {
    const advice = 'if it does not, move the clean-up to the end of the RUN that made it necessary';
    return refuse(`${blocking.keyword} between the two may still need it: ${advice}`);
  }
  return joinRuns(model, making, cleanup) ?? refuse('the two RUNs are not plain lists of commands that could be joined surely');
}

/** True for a RUN that only removes; two such may change places. */
function isCleanup(run: RunFact): boolean {
  return run.isComplete && run.commands.every((command) => isPureCleanup(command));
}

function isPureCleanup({ name, args, wrappers, assignments, inherited, connector, isConditional }: ShellCommand): boolean {
  if (wrappers.length > 0 || assignments.length > 0 || inherited.length > 0 || isConditional || (connector !== null && connector !== '&&')) return false;
  if (name === null || !CLEANERS.test(name)) return false;
  if (name === 'true' || name === ':') return true;
  if (name !== 'rm') return args.some(({ value }) => value !== null && CLEAN_VERBS.test(value)) && args.every(({ value }) => value !== null);
  return args.every((word) => word.value !== null && !word.value.includes('$') && /^(?:-|\/|~\/)/.test(word.value));
}

function joinRuns(model: DockerfileModel, making: RunFact, cleanup: RunFact): Fix | null {
  const { text } = model;
  const isPlain = ({ instruction, isComplete }: RunFact) =>
    isComplete && instruction.exec === null && instruction.heredocs.length === 0 && instruction.flags.length === 0;
  const last = making.commands.at(-1);
  if (!isPlain(making) || !isPlain(cleanup) || !last || making.commands.some(({ name }) => name === null || ENDS_SHELL.test(name))) return null;
  if (last.isConditional || last.wrappers.length > 0 || last.span.end !== making.instruction.span.end) return null;
  if (/\bHOME=/.test(sliceSpan(text, making.instruction.span))) return null;
  const hasBackground = making.commands.some(({ connector }) => connector === '&');
  const moved = sliceSpan(text, cleanup.instruction.span).replace(/[\\`][ \t]*\r?\n/g, '');
  if (hasBackground || sliceSpan(text, making.instruction.span).includes('#') || /[#\n]/.test(moved)) return null;

  const { start, end } = cleanup.instruction.span;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const removal = { span: { start: lineStart, end: newline === -1 ? end : newline + 1 }, text: '' };
  if (text.slice(lineStart, start).trim() !== '' || (newline !== -1 && text.slice(end, newline).trim() !== '')) return null;
  const body = text.slice(cleanup.instruction.bodySpan.start, cleanup.instruction.bodySpan.end);
  const at = making.instruction.span.end;
  return {
    kind: 'safe',
    title: 'Clean up in the RUN that makes it necessary',
    edits: [{ span: { start: at, end: at }, text: `${joint(model, making.instruction)}${body}` }, removal],
  };
}

/** On a line of its own where the RUN has several, in line with its last one. */
function joint(model: DockerfileModel, { span }: Instruction): string {
  const { text, escape } = model;
  const lastLine = text.lastIndexOf('\n', span.end - 1) + 1;
  if (lastLine <= span.start) return ' && ';
  const indent = /^[ \t]*/.exec(text.slice(lastLine, span.end))![0];
  return ` ${escape}${lineEnding(model)}${indent}&& `;
}

/** As people would name a clean-up: `rm -rf /var/lib/apt/lists/*`. */
export function cleanupText(command: ShellCommand): string {
  const named = operands(command);
  const words = command.name === 'rm' ? [...command.args.filter((word) => !named.includes(word)), ...named.slice(0, 2)] : command.args.slice(0, 3);
  return [command.name ?? command.nameWord.raw, ...words.map(({ raw }) => raw)].join(' ');
}
