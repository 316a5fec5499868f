import { type Filter, isFiltering, NO_FILTER, stepFilter } from './filter.ts';
import { groupsOf, layoutRows, type Row, stepKey } from './layout.ts';
import type { ShownBuild } from './shownBuild.ts';
import { newestRunning } from './stepTimes.ts';

/** Which lines the chart has: what is open, what passes the filter, and which of them Tab reaches. */
export class ChartLines {
  rows: readonly Row[] = [];
  /** Where each line stands, by its key. */
  places: ReadonlyMap<string, number> = new Map();
  /** The key of the one line that Tab reaches; null where there is none. */
  active: string | null = null;
  private readonly toggled = new Map<string, boolean>();
  private build: Pick<ShownBuild, 'trace' | 'steps'> | null = null;
  private filter: Filter = NO_FILTER;

  /** True where nothing passes the filter. */
  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  show(build: Pick<ShownBuild, 'trace' | 'steps'>): void {
    const isNew = build.trace !== this.build?.trace;
    this.build = build;
    if (isNew) this.layOut();
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    this.layOut();
  }

  /** Another build: nothing that was opened in the one before counts. */
  reset(): void {
    this.toggled.clear();
    this.active = null;
  }

  /** True where a step passes the filter, be it in a closed group. */
  hasStep(id: string): boolean {
    const step = this.build?.steps.get(id);
    return step !== undefined && stepFilter(this.filter)(step);
  }

  row(key: string | null): Row | null {
    const place = this.place(key);
    return place === null ? null : (this.rows[place] ?? null);
  }

  place(key: string | null): number | null {
    return key === null ? null : (this.places.get(key) ?? null);
  }

  toggle(key: string, isOpen: boolean): void {
    this.toggled.set(key, isOpen);
    this.layOut();
  }

  toggleAll(isOpen: boolean): void {
    // Twice: the groups within groups are known once those are open.
    for (let level = 0; level < 2; level++) {
      for (const row of this.rows) if (row.kind === 'group') this.toggled.set(row.key, isOpen);
      this.layOut();
    }
  }

  /** Opens the groups around a step; false where there is no such step. */
  openAround(id: string): boolean {
    const step = this.build?.steps.get(id);
    if (step === undefined) return false;
    for (const key of groupsOf(step)) this.toggled.set(key, true);
    this.layOut();
    return true;
  }

  /** The step that started last, and the line that it or the closed group around it stands on; null where nothing runs. */
  newest(): { readonly id: string; readonly place: number | null } | null {
    const step = newestRunning(this.build?.trace.steps ?? []);
    if (step === null) return null;
    const key = [stepKey(step.id), ...groupsOf(step).toReversed()].find((key) => this.places.has(key));
    return { id: step.id, place: this.place(key ?? null) };
  }

  private layOut(): void {
    if (this.build === null) return;
    this.rows = layoutRows(this.build.trace, { toggled: this.toggled, keep: stepFilter(this.filter), isFiltering: isFiltering(this.filter) });
    this.places = new Map(this.rows.map(({ key }, place) => [key, place]));
    if (this.place(this.active) === null) this.active = this.rows[0]?.key ?? null;
  }
}
