import { shownText } from '../../../server/src/timing/shownText.ts';
import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { placeText, stepName, whereText } from './describe.ts';
import { make, makeButton } from './dom.ts';
import { plainText } from '../../../server/src/timing/terminalText.ts';
import { lastLines } from './lastLines.ts';
import type { ShownBuild } from './shownBuild.ts';

const LOG_LINES = 20;
/** Of failures shown one below the other; the chart has all. */
const MOST_STEPS = 5;

export interface ProblemActions {
  reveal(step: TraceStep): void;
  showStep(id: string): void;
}

/** Why the build failed: a sentence, the step and its line, and what it printed last. */
export function createProblemBox(actions: ProblemActions) {
  const element = make('section', { class: 'problem', attributes: { 'aria-label': 'Why it failed' } });
  let shown = '';
  return {
    element,
    update(build: ShownBuild): void {
      const failed = failedSteps(build);
      const sentence = problemSentence(build, failed);
      element.hidden = sentence === '';
      const print = JSON.stringify([sentence, build.abilities.canReveal, failed.map(({ id, log }) => [id, log.bytes]), build.trace.state, failed.length ? 0 : build.trace.text]);
      if (print === shown) return;
      shown = print;
      if (sentence === '') return element.replaceChildren();
      const steps = failed.slice(0, MOST_STEPS).map((step) => failedStep(step, build, actions, sentence));
      const output = failed.length === 0 ? logBlock(build.trace.text) : null;
      element.replaceChildren(make('p', { class: 'sentence', text: sentence }), ...steps, ...(output ? [output] : []));
    },
  };
}

function failedSteps({ trace, steps }: ShownBuild): readonly TraceStep[] {
  const named = trace.targets.flatMap(({ failedStep }) => (failedStep === null ? [] : (steps.get(failedStep) ?? [])));
  const found = named.length > 0 ? named : trace.steps.filter(({ state }) => state === 'failed');
  return [...new Set(found)];
}

function problemSentence({ facts, trace }: ShownBuild, failed: readonly TraceStep[]): string {
  if (facts.problem !== null && trace.state !== 'cancelled') return shownText(facts.problem, 2_000);
  if (trace.state === 'failed') return 'The build failed.';
  // One target of several may have failed while the others are still built.
  return trace.state === 'running' && failed.length > 0 ? 'A step failed; what does not need it goes on.' : '';
}

function failedStep(step: TraceStep, { trace, abilities }: ShownBuild, { reveal, showStep }: ProblemActions, sentence: string): HTMLElement {
  const name = stepName(step);
  // The sentence above tells it mostly.
  const heading = make('div', { class: 'failed-step' }, sentence.includes(name) ? null : make('code', { text: name }));
  const where = whereText(step, trace.targets.length > 1);
  if (step.place !== null && abilities.canReveal) heading.append(makeButton(`Show ${placeText(step)}`, () => reveal(step)));
  else if (step.place !== null) heading.append(make('span', { class: 'where', text: placeText(step) }));
  heading.append(makeButton('Show in the chart', () => showStep(step.id), { class: 'secondary' }));
  if (where !== '') heading.append(make('span', { class: 'where', text: where }));
  const log = logBlock(step.log.text) ?? logBlock(step.error ?? '');
  return make('div', { class: 'failure' }, heading, log);
}

function logBlock(text: string): HTMLElement | null {
  const end = lastLines(text, LOG_LINES);
  return plainText(end).trim() === '' ? null : make('pre', { class: 'log', text: end, attributes: { tabindex: '0', role: 'region', 'aria-label': 'End of the log' } });
}
