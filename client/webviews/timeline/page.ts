import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { createAnnouncer } from './announcer.ts';
import { Chart } from './chart.ts';
import { make, makeButton, setText } from './dom.ts';
import type { Filter } from './filter.ts';
import { createHeader } from './header.ts';
import type { Host } from './host.ts';
import { createImageSizes } from './imageSizes.ts';
import { createLegend } from './legend.ts';
import { noticeText } from './notices.ts';
import { makePatterns } from './patterns.ts';
import { createProblemBox } from './problemBox.ts';
import { readState } from './savedState.ts';
import type { ShownBuild } from './shownBuild.ts';
import { createStepTable } from './stepTable.ts';
import { createSummary } from './summary.ts';
import { createToolbar } from './toolbar.ts';
import { createWarnings } from './warnings.ts';

/** How often parts that take a person's time to read are told anew while the build runs, in milliseconds. */
const SLOWLY = 1_000;

/** Everything on the page, made once; each state of a build is shown by `show`. */
export function createPage(host: Host, root: HTMLElement) {
  let { filter, sorting } = readState(host.saved);
  const revealStep = ({ place }: TraceStep) => {
    if (place !== null) host.post({ kind: 'reveal', dockerfile: place.dockerfile, line: place.line });
  };
  const showStep = (id: string) => {
    if (!chart.hasStep(id)) toolbar.clear();
    chart.showStep(id);
  };
  const chart: Chart = new Chart({ reveal: revealStep, moved: () => toolbar.stopFollowing() });
  const toolbar = createToolbar({
    filter: applyFilter,
    follow: (isFollowing) => chart.setFollowing(isFollowing),
    zoomIn: () => chart.zoomBy(1.5),
    zoomOut: () => chart.zoomBy(1 / 1.5),
    zoomAll: () => chart.zoomAll(),
    toggleAll: (isOpen) => chart.toggleAll(isOpen),
  });
  const table = createStepTable(host, {
    reveal: revealStep,
    sorted: (next) => {
      sorting = next;
      save();
    },
  });
  const header = createHeader(host);
  const problem = createProblemBox({ reveal: revealStep, showStep });
  const images = createImageSizes();
  const summary = createSummary({ showStep, showLayers: () => images.show() });
  const warnings = createWarnings((dockerfile, line) => host.post({ kind: 'reveal', dockerfile, line }));
  const announcer = createAnnouncer();
  const message = make('p', { class: 'message', attributes: { role: 'alert' } });
  const notice = make('p', { class: 'notice' });
  const nothingFound = make('p', { class: 'notice' }, 'No step is shown by this filter. ', makeButton('Show all steps', () => toolbar.clear(), { class: 'link' }));
  const chartTitle = make('h2', { text: 'Timeline', attributes: { tabindex: '-1' } });
  const tableTitle = make('h2', { text: 'All steps', attributes: { tabindex: '-1' } });
  const skipToTable = makeButton('Skip to the table', () => goTo(tableTitle), { class: 'skip' });
  const skipToChart = makeButton('Back to the timeline', () => goTo(chartTitle), { class: 'skip' });
  const chartHead = make('div', { class: 'head' }, chartTitle, skipToTable, toolbar.element);
  const chartPart = make('section', { class: 'chart', attributes: { 'aria-label': 'Timeline' } }, chartHead, chart.element, nothingFound, createLegend());
  const tablePart = make('section', { attributes: { 'aria-label': 'All steps' } }, tableTitle, skipToChart, table.element);
  const content = make('div', { class: 'content' }, header.element, problem.element, notice, summary.element, chartPart, warnings.element, images.element, tablePart);
  message.hidden = content.hidden = true;
  root.replaceChildren(makePatterns(), announcer.element, message, content, chart.card.element);
  toolbar.write(filter);
  chart.setFilter(filter);
  table.setFilter(filter);
  table.setSorting(sorting);
  let last: ShownBuild | null = null;
  let slowAt = 0;

  function applyFilter(next: Filter): void {
    filter = next;
    chart.setFilter(next);
    table.setFilter(next);
    showEmptiness();
    save();
  }

  function showEmptiness(): void {
    const hasSteps = last !== null && last.trace.steps.length > 0;
    nothingFound.hidden = !hasSteps || !chart.isEmpty;
    chart.element.hidden = chart.isEmpty;
    summary.element.hidden = chartPart.hidden = tablePart.hidden = !hasSteps;
  }

  function save(): void {
    host.save({ filter, sorting });
  }

  return {
    /** Another build than the one before: what is open, in view or announced belongs to that one. */
    reset(build: ShownBuild): void {
      chart.reset();
      table.reset();
      announcer.reset(build.trace);
      slowAt = 0;
    },
    show(build: ShownBuild): void {
      const isNews = last?.isLive !== build.isLive || last.facts !== build.facts;
      last = build;
      content.hidden = false;
      header.update(build);
      problem.update(build);
      setText(notice, noticeText(build));
      notice.hidden = notice.textContent === '';
      toolbar.update(build);
      chartPart.hidden = build.trace.steps.length === 0;
      chart.element.hidden = false;
      chart.update(build);
      announcer.update(build.trace);
      if (isNews || performance.now() >= slowAt) {
        slowAt = performance.now() + SLOWLY;
        summary.update(build);
        images.update(build);
        warnings.update(build);
        table.update(build);
      }
      showEmptiness();
    },
    /** Why a build cannot be shown, as a sentence, above the one that was shown before; an empty text takes it away. */
    tell(text: string): void {
      setText(message, text);
      message.hidden = text === '';
      if (text !== '') message.scrollIntoView({ block: 'nearest' });
    },
  };
}

function goTo(title: HTMLElement): void {
  title.scrollIntoView();
  title.focus();
}
