import { durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { shortName, stepName, whereText } from './describe.ts';
import { make, makeButton, setChildren, setText } from './dom.ts';
import { createFigureTiles } from './figureTiles.ts';
import type { ShownBuild } from './shownBuild.ts';
import { workOf } from './stepTimes.ts';

interface SlowRow {
  readonly element: HTMLLIElement;
  update(step: TraceStep, build: ShownBuild): void;
}

export interface SummaryActions {
  showStep(id: string): void;
  /** Shows what the images consist of. */
  showLayers(): void;
}

/** The build at a glance: figures and the slowest steps. */
export function createSummary({ showStep, showLayers }: SummaryActions) {
  const figures = createFigureTiles(showLayers);
  const slowest = make('ol', { class: 'slowest' });
  const slowestPart = make('div', {}, make('h2', { text: 'Slowest steps' }), slowest);
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
    element: make('section', { class: 'summary', attributes: { 'aria-label': 'Summary' } }, figures.element, slowestPart),
    update(build: ShownBuild): void {
      figures.update(build);
      showSlowest(build);
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

function createSlowRow(id: string, showStep: (id: string) => void): SlowRow {
  const button = makeButton('', () => showStep(id), { class: 'link' });
  const target = make('span');
  const rest = make('span', { class: 'rest' });
  const where = make('span', { class: 'where' }, target, rest);
  const time = make('span', { class: 'time' });
  const share = make('span', { class: 'share' });
  const bar = make('span', { class: 'bar', attributes: { 'aria-hidden': 'true' } });
  const element = make('li', {}, time, share, make('span', { class: 'part' }, bar), make('span', { class: 'name' }, button, where));
  return {
    element,
    update(step, build) {
      const name = shortName(step);
      setText(button, name);
      const place = whereText(step, build.trace.targets.length > 1);
      button.title = [stepName(step), place].filter((part) => part !== '').join('\n');
      // A narrow page has room for the target only, and for nothing where there is but one.
      const owner = build.trace.targets.length > 1 ? shownText(step.targets[0] ?? '', 80) : '';
      setText(target, owner);
      setText(rest, place.slice(owner.length));
      where.title = place;
      const work = workOf(step, build);
      setText(time, durationText(work));
      const part = build.now > 0 ? Math.min(1, work / build.now) : 0;
      setText(share, percentText(part));
      bar.style.setProperty('--part', `${(part * 100).toFixed(1)}%`);
      element.dataset['kind'] = step.state === 'failed' ? 'failed' : step.kind;
    },
  };
}
