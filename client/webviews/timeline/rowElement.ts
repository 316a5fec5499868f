import { shortName, spokenText } from './describe.ts';
import { groupName, groupSpoken, targetState } from './describeGroup.ts';
import { make, setAttribute, setText } from './dom.ts';
import type { GroupRow, Row, StepRow } from './layout.ts';
import type { ShownBuild } from './shownBuild.ts';

/** The label of one line of the chart; its bar is drawn in the picture behind it. */
export interface RowElement {
  readonly element: HTMLElement;
  update(row: Row, build: ShownBuild): void;
}

/** Signs that say what the bar's colour and pattern say. */
const SIGNS = { waiting: '·', running: '▸', done: '', cached: '', failed: '✕', cancelled: '⊘' } as const;

export function createRowElement(key: string): RowElement {
  const sign = make('span', { class: 'sign', attributes: { 'aria-hidden': 'true' } });
  const keyword = make('b');
  const rest = document.createTextNode('');
  const name = make('span', { class: 'name' }, keyword, rest);
  const note = make('span', { class: 'note' });
  const critical = make('span', { class: 'critical', attributes: { 'aria-hidden': 'true' } });
  const label = make('div', { class: 'label' }, sign, name, note, critical);
  const element = make('div', { class: 'row', attributes: { role: 'treeitem', tabindex: '-1' } }, label);
  element.dataset['key'] = key;
  let spoken = '';

  function showStep({ step }: StepRow, build: ShownBuild): void {
    const name = shortName(step);
    const split = step.kind === 'instruction' || step.kind === 'base' ? name.search(/ |$/) : 0;
    setText(sign, SIGNS[step.state]);
    setText(keyword, name.slice(0, split));
    if (rest.data !== name.slice(split)) rest.data = name.slice(split);
    setText(note, noteText(step));
    setText(critical, step.isCritical ? '◆' : '');
    element.dataset['state'] = step.state;
    // Only what a person would want to hear again: the label of a running step must not change four times a second.
    const print = `${step.label} ${step.state} ${step.isCritical} ${build.isLive} ${step.targets.length} ${step.place?.line}`;
    if (print !== spoken) setAttribute(element, 'aria-label', spokenText(step, build, build.trace.targets.length > 1));
    spoken = print;
  }

  function showGroup(row: GroupRow, build: ShownBuild): void {
    const state = row.target?.state;
    setText(sign, row.isOpen ? '▾' : '▸');
    setText(keyword, row.group === 'target' ? groupName(row) : '');
    const plain = row.group === 'stage' ? `stage ${groupName(row)}` : row.group === 'internal' ? groupName(row) : '';
    if (rest.data !== plain) rest.data = plain;
    setText(note, state === undefined || state === 'done' ? '' : targetState(state));
    setAttribute(element, 'aria-expanded', String(row.isOpen));
    element.dataset['group'] = row.group;
    if (state !== undefined) element.dataset['state'] = state;
    const print = `${state} ${row.steps.length} ${build.isLive}`;
    if (print !== spoken) setAttribute(element, 'aria-label', groupSpoken(row, build));
    spoken = print;
  }

  return {
    element,
    update(row, build) {
      setAttribute(element, 'aria-level', String(row.level));
      setAttribute(element, 'aria-posinset', String(row.position));
      setAttribute(element, 'aria-setsize', String(row.siblings));
      label.style.setProperty('--level', String(row.level - 1));
      if (row.kind === 'step') showStep(row, build);
      else showGroup(row, build);
    },
  };
}

/** The line of the Dockerfile, and for how many others the step was done. */
function noteText({ place, targets }: StepRow['step']): string {
  const shared = targets.length > 1 ? `+${targets.length - 1}` : '';
  const line = place === null ? '' : `:${place.line + 1}`;
  return [shared, line].filter((part) => part !== '').join(' ');
}
