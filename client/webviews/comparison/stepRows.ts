import type { Comparison, StepComparison, StepSide } from '../../../server/src/timing/comparison.ts';

/** A step as the table shows it: once, however many targets share it. */
export interface StepRow extends StepComparison {
  readonly targets: readonly string[];
  /** Milliseconds that the newer build took longer; what one of them did not have took no time there. */
  readonly difference: number;
}

export type Column = 'target' | 'step' | 'before' | 'after' | 'difference' | 'change';

/** Null: as the builds are. */
export type Sort = { readonly column: Column; readonly isDescending: boolean } | null;

/** What a person looks for first comes first. */
const CHANGES: readonly StepComparison['change'][] = ['lost its cache', 'slower', 'new', 'gone', 'faster', 'now cached', 'same'];

/** So many that stayed the same are worth hiding. */
const MANY = 6;

export function rowsOf({ targets }: Pick<Comparison, 'targets'>): readonly StepRow[] {
  const rows: (StepRow & { targets: string[] })[] = [];
  const shared = new Map<string, string[]>();
  for (const { target, steps } of targets) {
    for (const step of steps) {
      const key = `${step.before?.id ?? ''} ${step.after?.id ?? ''}`;
      const others = shared.get(key);
      if (others && key.trim() !== '') {
        if (!others.includes(target)) others.push(target);
        continue;
      }
      const names = [target];
      shared.set(key, names);
      rows.push({ ...step, targets: names, difference: (step.after?.duration ?? 0) - (step.before?.duration ?? 0) });
    }
  }
  return rows;
}

export function isChanged({ change }: Pick<StepComparison, 'change'>): boolean {
  return change !== 'same';
}

/** Whether what stayed the same is better hidden at first: it is much of a long list, and something else is left. */
export function startsFiltered(rows: readonly StepRow[]): boolean {
  const same = rows.filter((row) => !isChanged(row)).length;
  return same >= MANY && same * 2 > rows.length && same < rows.length;
}

/** Stable; what has nothing to sort by comes last whichever way it is sorted. */
export function sortedRows(rows: readonly StepRow[], sort: Sort): readonly StepRow[] {
  if (sort === null) return rows;
  const { column, isDescending } = sort;
  const [known, unknown] = [rows.filter((row) => valueOf(row, column) !== null), rows.filter((row) => valueOf(row, column) === null)];
  const sign = isDescending ? -1 : 1;
  return [...known.sort((a, b) => sign * compareValues(valueOf(a, column)!, valueOf(b, column)!)), ...unknown];
}

/** As a click on its heading sorts: the largest or the first of the alphabet on top, then the other way round, then as the builds are. */
export function nextSort(sort: Sort, column: Column): Sort {
  const first = column === 'before' || column === 'after' || column === 'difference';
  if (sort?.column !== column) return { column, isDescending: first };
  return sort.isDescending === first ? { column, isDescending: !first } : null;
}

function valueOf(row: StepRow, column: Column): number | string | null {
  if (column === 'target') return row.targets[0] ?? null;
  if (column === 'step') return row.label;
  if (column === 'change') return CHANGES.indexOf(row.change);
  return column === 'difference' ? row.difference : timeOf(row[column]);
}

function timeOf(side: StepSide | null): number | null {
  return side && side.duration;
}

function compareValues(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
