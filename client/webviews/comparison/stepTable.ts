import { button, element, make } from '../shared/dom.ts';
import type { StepSide } from '../../../server/src/timing/comparison.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { Side } from './messages.ts';
import { nextSort, type Column, type Sort, type StepRow } from './stepRows.ts';
import { differenceText, namesText, sideText, stepsText } from './words.ts';

/** More rows at once make a page slow; the rest comes when it is asked for. */
const MOST_ROWS = 500;

export interface StepTableActions {
  sort(sort: Sort): void;
  reveal(side: Side, step: string): void;
}

const COLUMNS: readonly { readonly column: Column; readonly text: string; readonly className: string }[] = [
  { column: 'target', text: 'Target', className: 'target' },
  { column: 'step', text: 'Step', className: 'step' },
  { column: 'before', text: 'Before', className: 'number' },
  { column: 'after', text: 'After', className: 'number' },
  { column: 'difference', text: 'Difference', className: 'number' },
  { column: 'change', text: 'Change', className: 'change' },
];

/** The table of steps: headings that sort, and rows that are made anew for each order. */
export class StepTable {
  private readonly table = element('steps', HTMLTableElement);
  private readonly body = element('rows', HTMLTableSectionElement);
  private readonly more = element('more', HTMLButtonElement);
  private readonly heads = new Map<Column, HTMLTableCellElement>();
  private sort: Sort = null;
  private rest: readonly StepRow[] = [];
  private longest = 1;

  constructor(private readonly actions: StepTableActions) {
    const columns = element('columns', HTMLTableRowElement);
    for (const { column, text, className } of COLUMNS) {
      const head = make('th', className, button('plain', text, () => actions.sort(nextSort(this.sort, column))));
      head.scope = 'col';
      this.heads.set(column, head);
      columns.append(head);
    }
    const bars = make('th', 'bars', make('span', 'unseen', 'Bars'));
    bars.scope = 'col';
    columns.append(bars);
    this.more.addEventListener('click', () => this.append(this.rest));
  }

  /** @param longest milliseconds that the longest bar stands for, of all steps: bars stay as they are when rows are hidden */
  show(rows: readonly StepRow[], { sort, hasTargets, longest }: { sort: Sort; hasTargets: boolean; longest: number }): void {
    this.sort = sort;
    this.longest = Math.max(longest, 1);
    this.table.classList.toggle('one-target', !hasTargets);
    this.table.hidden = rows.length === 0;
    for (const [column, head] of this.heads) {
      const isSorted = sort?.column === column;
      head.setAttribute('aria-sort', isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none');
    }
    this.body.replaceChildren();
    this.rest = rows.slice(MOST_ROWS);
    this.append(rows.slice(0, MOST_ROWS), this.rest);
  }

  private append(rows: readonly StepRow[], rest: readonly StepRow[] = []): void {
    const first = this.body.rows.length;
    this.body.append(...rows.map((row) => this.rowOf(row)));
    this.rest = rest;
    this.more.hidden = rest.length === 0;
    this.more.textContent = `Show ${stepsText(rest.length)} more`;
    // The button is gone: who pressed it by key goes on where the new rows begin.
    if (rest.length === 0 && document.activeElement === document.body && first > 0) this.body.rows[first]?.querySelector('button')?.focus();
  }

  private rowOf(row: StepRow): HTMLTableRowElement {
    const stage = row.stage === null ? [] : [make('span', 'note', `stage ${shownText(row.stage, 60)}`)];
    const head = make('th', 'step', make('div', 'parts', this.stepOf(row), ...stage));
    head.scope = 'row';
    return make(
      'tr',
      `is-${row.change.replaceAll(' ', '-')}`,
      make('td', 'target', namesText(row.targets)),
      head,
      make('td', 'number', sideText(row.before)),
      make('td', 'number', sideText(row.after)),
      make('td', 'number', differenceText(row.difference)),
      make('td', 'change', make('span', 'mark', row.change)),
      make('td', 'bars', this.bar('before', row.before), this.bar('after', row.after)),
    );
  }

  private stepOf({ label, line, before, after }: StepRow): HTMLElement {
    const text = shownText(label);
    const full = shownText(label, 2_000);
    const shown = after ?? before;
    if (line === null || shown === null) return Object.assign(make('span', 'label', text), { title: full });
    const link = button('link label', text, () => this.actions.reveal(after ? 'after' : 'before', shown.id));
    link.title = `${full}\n\nShow line ${line + 1} of its Dockerfile${after === null ? ', where it was' : ''}`;
    return link;
  }

  /** The numbers say the same, so that nobody has to see it. */
  private bar(side: Side, step: StepSide | null): HTMLElement {
    const duration = step === null || step.state === 'cached' ? 0 : step.duration;
    const bar = make('div', duration > 0 ? `bar-${side}` : 'bar-none');
    bar.setAttribute('aria-hidden', 'true');
    bar.style.inlineSize = `${Math.min(100, Math.max(0, (duration / this.longest) * 100))}%`;
    return bar;
  }
}
