import { durationText, percentText } from '../../../server/src/timing/amounts.ts';
import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { shortName, stepName, whereText } from './describe.ts';
import { make, makeButton, setChildren, setText } from './dom.ts';
import { figuresOf } from './figures.ts';
import { createImageSizes } from './imageSizes.ts';
import type { ShownBuild } from './shownBuild.ts';
import { workOf } from './stepTimes.ts';

interface SlowRow {
  readonly element: HTMLLIElement;
  update(step: TraceStep, build: ShownBuild): void;
}

/** The build at a glance: figures, the slowest steps, the sizes of its images. */
export function createSummary(showStep: (id: string) => void) {
  const figures = make('dl', { class: 'figures' });
  const slowest = make('ol', { class: 'slowest' });
  const slowestPart = make('div', {}, make('h2', { text: 'Slowest steps' }), slowest);
  const images = createImageSizes();
  const rows = new Map<string, SlowRow>();

  function showSlowest(build: ShownBuild): void {
    const steps = slowSteps(build);
    const shown = steps.map((step) => {
      const row = rows.get(step.id) ?? createSlowRow(step.id, showStep);
      rows.set(step.id, row);
      row.update(step, build);
      return row.element;
    });
    setChildren(slowest, shown);
    slowestPart.hidden = steps.length === 0;
  }

  return {
    element: make('section', { class: 'summary', attributes: { 'aria-label': 'Summary' } }, figures, slowestPart, images.element),
    update(build: ShownBuild): void {
      showFigures(figures, build);
      showSlowest(build);
      images.update(build);
    },
  };
}

/** Where one step took seconds, others that took milliseconds are not slow, even if nothing else did anything. */
function slowSteps(build: ShownBuild): readonly TraceStep[] {
  const steps = build.trace.summary.slowest.flatMap((id) => build.steps.get(id) ?? []);
  // Those that run have become slower since the builder's last report.
  const ordered = steps.sort((a, b) => workOf(b, build) - workOf(a, build));
  const least = ordered.length === 0 ? 0 : workOf(ordered[0]!, build) / 50;
  return ordered.filter((step) => workOf(step, build) >= least);
}

function showFigures(list: HTMLElement, build: ShownBuild): void {
  const figures = figuresOf(build);
  while (list.children.length > figures.length) list.lastElementChild?.remove();
  figures.forEach(({ title, value, note }, index) => {
    let figure = list.children[index];
    if (figure === undefined) {
      figure = make('div', { class: 'figure' }, make('dt'), make('dd', { class: 'value' }), make('dd', { class: 'note' }));
      list.append(figure);
    }
    const parts = figure.children;
    [title, value, note].forEach((text, part) => setText(parts[part]!, text));
    (parts[2] as HTMLElement).hidden = note === '';
  });
}

function createSlowRow(id: string, showStep: (id: string) => void): SlowRow {
  const button = makeButton('', () => showStep(id), { class: 'link' });
  const where = make('span', { class: 'where' });
  const time = make('span', { class: 'time' });
  const share = make('span', { class: 'share' });
  const bar = make('span', { class: 'bar', attributes: { 'aria-hidden': 'true' } });
  const element = make('li', {}, time, share, make('span', { class: 'part' }, bar), make('span', { class: 'name' }, button, where));
  return {
    element,
    update(step, build) {
      const name = shortName(step);
      setText(button, name);
      button.title = stepName(step);
      setText(where, whereText(step, build.trace.targets.length > 1));
      const work = workOf(step, build);
      setText(time, durationText(work));
      const part = build.now > 0 ? Math.min(1, work / build.now) : 0;
      setText(share, percentText(part));
      bar.style.setProperty('--part', `${(part * 100).toFixed(1)}%`);
      element.dataset['kind'] = step.state === 'failed' ? 'failed' : step.kind;
    },
  };
}
