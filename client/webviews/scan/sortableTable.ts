import { groupDigits } from '../../../server/src/timing/amounts.ts';
import { button, make } from '../shared/dom.ts';
import { sorted } from './sorted.ts';

/** Rows that are drawn at once; the rest comes when it is asked for. */
const MOST_ROWS = 200;

export type Cell = Node | string;

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly className?: string;
  /** Null comes last either way. */
  value(row: Row): number | string | null;
  cells(row: Row): readonly Cell[];
  /** What a person looks for first is the largest, and not the smallest or the first of the alphabet. */
  readonly largestFirst?: boolean;
}

export interface TableParts<Row> {
  /** For who cannot see the heading above it. */
  readonly caption: string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly sortedBy: string;
  /** What is shown below a row while it is open; null for one that cannot be opened. */
  details?(row: Row): Node | null;
  readonly isOpen?: (row: Row) => boolean;
}

interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** A table whose headings sort and of which only so many rows are drawn, however many there are. */
export class SortableTable<Row> {
  readonly element: HTMLElement;
  private readonly body = document.createElement('tbody');
  private readonly heads = new Map<string, HTMLTableCellElement>();
  private readonly more = button('secondary', '', () => this.drawMore());
  private sort: Sort;
  private rows: readonly Row[] = [];
  private drawn = 0;

  constructor(private readonly parts: TableParts<Row>) {
    this.sort = { column: parts.sortedBy, isDescending: this.startsDescending(parts.sortedBy) };
    const headings = parts.columns.map(({ id, title, className = '' }) => {
      const head = make('th', className, button('plain', title, () => this.sortBy(id)));
      head.scope = 'col';
      this.heads.set(id, head);
      return head;
    });
    const table = make('table', '', make('caption', 'unseen', `${parts.caption}; the headings sort`), make('thead', '', make('tr', '', ...headings)), this.body);
    this.element = make('div', 'table', table, this.more);
  }

  show(rows: readonly Row[]): void {
    this.rows = rows;
    this.draw(MOST_ROWS);
  }

  /** Draws anew what is there, with the focus where it was. */
  refresh(): void {
    const focused = this.focusedCell();
    this.draw(Math.max(this.drawn, MOST_ROWS));
    if (focused) this.body.rows[focused.row]?.cells[focused.cell]?.querySelectorAll('button')[focused.button]?.focus();
  }

  private sortBy(column: string): void {
    const isSame = this.sort.column === column;
    this.sort = { column, isDescending: isSame ? !this.sort.isDescending : this.startsDescending(column) };
    this.draw(MOST_ROWS);
  }

  private startsDescending(id: string): boolean {
    return this.column(id).largestFirst === true;
  }

  private column(id: string): Column<Row> {
    return this.parts.columns.find((column) => column.id === id) ?? this.parts.columns[0]!;
  }

  private draw(count: number): void {
    for (const [id, head] of this.heads) {
      head.setAttribute('aria-sort', id === this.sort.column ? (this.sort.isDescending ? 'descending' : 'ascending') : 'none');
    }
    const column = this.column(this.sort.column);
    this.rows = sorted(this.rows, (row) => column.value(row), this.sort.isDescending);
    this.body.replaceChildren();
    this.drawn = 0;
    this.append(count);
  }

  private drawMore(): void {
    const first = this.body.rows.length;
    this.append(MOST_ROWS);
    // Where the button goes away, who pressed it by key goes on where the new rows begin.
    if (this.more.hidden) this.body.rows[first]?.querySelector('button')?.focus();
  }

  private append(count: number): void {
    for (const row of this.rows.slice(this.drawn, this.drawn + count)) this.body.append(...this.rowOf(row));
    this.drawn = Math.min(this.rows.length, this.drawn + count);
    const rest = this.rows.length - this.drawn;
    this.more.hidden = rest === 0;
    this.more.textContent = `Show ${Math.min(rest, MOST_ROWS)} more of ${groupDigits(rest)}`;
  }

  private rowOf(row: Row): HTMLTableRowElement[] {
    const { columns, details } = this.parts;
    const cells = columns.map(({ className = '', cells: cellsOf }, index) => {
      const cell = make(index === 0 ? 'th' : 'td', className, ...cellsOf(row));
      if (cell instanceof HTMLTableCellElement && index === 0) cell.scope = 'row';
      return cell;
    });
    const shown = this.parts.isOpen?.(row) ? (details?.(row) ?? null) : null;
    if (!shown) return [make('tr', '', ...cells)];
    const cell = make('td', '', shown);
    cell.colSpan = columns.length;
    return [make('tr', 'open', ...cells), make('tr', 'details', cell)];
  }

  private focusedCell(): { row: number; cell: number; button: number } | null {
    const focused = document.activeElement;
    const cell = focused?.closest('th, td');
    const row = cell?.closest('tr');
    if (!(focused instanceof HTMLButtonElement) || !(cell instanceof HTMLTableCellElement) || !row || row.parentElement !== this.body) return null;
    return { row: row.sectionRowIndex, cell: cell.cellIndex, button: [...cell.querySelectorAll('button')].indexOf(focused) };
  }
}
