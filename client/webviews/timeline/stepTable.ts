import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { makeCopyButton } from './copyButton.ts';
import { placeText, stepName } from './describe.ts';
import { make, makeButton, setAttribute, setChildren, setText } from './dom.ts';
import { type Filter, NO_FILTER, stepFilter } from './filter.ts';
import type { Host } from './host.ts';
import type { ShownBuild } from './shownBuild.ts';
import { COLUMNS, sortSteps, type Sorting, toMarkdown, toTsv } from './tableRows.ts';
import { countText } from './wording.ts';

/** Rows that are made before somebody asks for more: a page with ten thousand opens at once. */
const FIRST_ROWS = 200;
const MORE_ROWS = 1_000;

export interface TableActions {
  reveal(step: TraceStep): void;
  sorted(sorting: Sorting | null): void;
}

/** All steps as a table: for screen readers, for sorting, and to take along. */
export function createStepTable(host: Host, actions: TableActions) {
  const count = make('span', { class: 'note' });
  const heads = COLUMNS.map(({ id, title, isNumber }) => {
    const button = makeButton(title, () => sortBy(id), { class: 'sort' });
    return { id, element: make('th', { class: isNumber ? 'number' : '', attributes: { scope: 'col' } }, button) };
  });
  const body = make('tbody');
  const caption = make('caption', { class: 'unseen', text: 'Steps of the build' });
  const table = make('table', { class: 'steps' }, caption, make('thead', {}, make('tr', {}, ...heads.map(({ element }) => element))), body);
  const more = makeButton('', () => {
    limit += MORE_ROWS;
    show();
  }, { class: 'secondary' });
  const copies = [
    makeCopyButton(host, 'Copy as TSV', 'For a spreadsheet', () => toTsv(inOrder(), clock())),
    makeCopyButton(host, 'Copy as Markdown', 'For a ticket or a pull request', () => toMarkdown(inOrder(), clock())),
  ];
  const rows = new Map<string, ReturnType<typeof createRow>>();
  let build: ShownBuild | null = null;
  let filter: Filter = NO_FILTER;
  let sorting: Sorting | null = null;
  let limit = FIRST_ROWS;
  const clock = () => ({ now: build?.now ?? 0, isLive: build?.isLive ?? false });

  function inOrder(): readonly TraceStep[] {
    return build === null ? [] : sortSteps(build.trace.steps.filter(stepFilter(filter)), sorting, clock());
  }

  function sortBy(id: Sorting['column']): void {
    // Figures are asked for to find the largest.
    const firstUp = !(COLUMNS.find((column) => column.id === id)?.isNumber ?? false) || id === 'start';
    if (sorting?.column !== id) sorting = { column: id, isAscending: firstUp };
    else sorting = sorting.isAscending === firstUp ? { column: id, isAscending: !firstUp } : null;
    actions.sorted(sorting);
    show();
  }

  function show(): void {
    if (build === null) return;
    const shown = build;
    for (const { id, element } of heads) {
      const order = sorting?.column !== id ? 'none' : sorting.isAscending ? 'ascending' : 'descending';
      setAttribute(element, 'aria-sort', order);
    }
    const steps = inOrder();
    // Whoever stands in the table keeps their place: new figures come in, the order waits.
    const isHeld = body.contains(document.activeElement) && shown.isLive;
    const visible = isHeld ? steps.filter(({ id }) => rows.has(id)) : steps.slice(0, limit);
    const kept = new Set(visible.map(({ id }) => id));
    for (const id of rows.keys()) if (!kept.has(id)) rows.delete(id);
    const elements = visible.map((step) => {
      const row = rows.get(step.id) ?? createRow(() => actions.reveal(build?.steps.get(step.id) ?? step));
      rows.set(step.id, row);
      row.update(step, shown);
      return row.element;
    });
    if (!isHeld) setChildren(body, elements);
    const all = shown.trace.steps.length;
    setText(count, steps.length === all ? countText(all, 'step') : `${steps.length.toLocaleString('en')} of ${countText(all, 'step')}`);
    const left = steps.length - visible.length;
    more.hidden = left <= 0;
    setText(more, `Show ${Math.min(left, MORE_ROWS).toLocaleString('en')} more of ${countText(left, 'step')}`);
  }

  return {
    element: make('div', { class: 'table' }, make('div', { class: 'toolbar' }, count, make('span', { class: 'gap' }), ...copies), make('div', { class: 'wide' }, table), more),
    update(next: ShownBuild): void {
      build = next;
      show();
    },
    setFilter(next: Filter): void {
      filter = next;
      show();
    },
    setSorting(next: Sorting | null): void {
      sorting = next;
    },
    reset(): void {
      rows.clear();
      body.replaceChildren();
      limit = FIRST_ROWS;
    },
  };
}

function createRow(reveal: () => void) {
  const link = makeButton('', reveal, { class: 'link' });
  const name = make('span');
  const place = make('span', { class: 'note' });
  const cells = COLUMNS.map(({ id, isNumber }) =>
    id === 'step' ? make('th', { attributes: { scope: 'row' } }, make('div', { class: 'step' }, link, name, place)) : make('td', { class: isNumber ? 'number' : '' }),
  );
  const element = make('tr', {}, ...cells);
  return {
    element,
    update(step: TraceStep, build: ShownBuild): void {
      const canReveal = step.place !== null && build.abilities.canReveal;
      link.hidden = !canReveal;
      name.hidden = canReveal;
      setText(canReveal ? link : name, stepName(step));
      if (canReveal) link.title = `Show ${placeText(step)}`;
      setText(place, step.place === null ? '' : `:${step.place.line + 1}`);
      COLUMNS.forEach(({ id, text, isNumber }, index) => {
        const cell = cells[index]!;
        if (id === 'step') return;
        setText(cell, text(step, build));
        // A long name is cut by the style sheet.
        if (!isNumber) cell.title = (cell.textContent ?? '').length > 24 ? text(step, build) : '';
      });
      element.dataset['state'] = step.state;
    },
  };
}
