import { type Filter, NO_FILTER } from './filter.ts';
import { COLUMNS, type Sorting } from './tableRows.ts';

/** What a person chose in the page, kept while it is hidden. */
export interface SavedState {
  readonly filter: Filter;
  readonly sorting: Sorting | null;
}

/** What was kept, as far as it can be used: it may be of another version, or of nobody. */
export function readState(saved: unknown): SavedState {
  const { filter, sorting } = record(saved);
  const { text, onlyRan, onlyCritical } = record(filter);
  const { column, isAscending } = record(sorting);
  const known = COLUMNS.find(({ id }) => id === column);
  return {
    filter: { text: typeof text === 'string' ? text : NO_FILTER.text, onlyRan: onlyRan === true, onlyCritical: onlyCritical === true },
    sorting: known === undefined ? null : { column: known.id, isAscending: isAscending === true },
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
