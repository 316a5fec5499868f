import { bytesMoved, placeText, sharedText, stateText, stepName, timeText, waitText, whereText } from './describe.ts';
import { make, setText } from './dom.ts';
import { plainText } from '../../../server/src/timing/terminalText.ts';
import { lastLines } from './lastLines.ts';
import type { ShownBuild } from './shownBuild.ts';
import type { TraceStep } from '../../../server/src/timing/trace.ts';

const LOG_LINES = 12;

/** What is told of one step when somebody looks at it. */
export function createCardContent() {
  const name = make('p', { class: 'name' });
  const facts = make('div', { class: 'facts', id: 'card-facts' });
  const log = make('pre', { class: 'log' });
  const logNote = make('p', { class: 'note' });
  const hint = make('p', { class: 'note hint' });
  return {
    parts: [name, facts, logNote, log, hint],
    /** The end of the log says most. */
    toEnd(): void {
      log.scrollTop = log.scrollHeight;
    },
    update(step: TraceStep, build: ShownBuild): void {
      setText(name, stepName(step, 1_000));
      setLines(facts, factLines(step, build));
      const end = lastLines(step.log.text, LOG_LINES);
      const isAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
      setText(log, end);
      if (isAtEnd) log.scrollTop = log.scrollHeight;
      log.hidden = logNote.hidden = end === '';
      setText(logNote, step.log.lines > LOG_LINES || step.log.isCut ? `End of its log (${step.log.lines.toLocaleString('en')} lines)` : 'Its log');
      const canReveal = step.place !== null && build.abilities.canReveal;
      setText(hint, canReveal ? `Click or Enter shows ${placeText(step)}` : placeText(step));
      hint.hidden = step.place === null;
    },
  };
}

function factLines(step: TraceStep, build: ShownBuild): readonly string[] {
  const where = whereText(step, build.trace.targets.length > 1);
  const state = `${stateText(step, build)}${step.isCritical ? ', on the critical path' : ''}`;
  const moved = bytesMoved(step);
  const lines = [
    [where, state].filter((part) => part !== '').join(' · '),
    timeText(step, build),
    moved === '' ? '' : `${moved}.`,
    waitText(step, build),
    sharedText(step),
    step.error === null ? '' : plainText(step.error).slice(0, 500),
  ];
  return lines.filter((line) => line !== '');
}

function setLines(element: HTMLElement, lines: readonly string[]): void {
  while (element.children.length > lines.length) element.lastElementChild?.remove();
  lines.forEach((line, index) => {
    const paragraph = element.children[index] ?? element.appendChild(make('p'));
    setText(paragraph, line);
  });
}
