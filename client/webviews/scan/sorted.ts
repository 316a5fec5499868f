/** Stable; what has nothing to sort by comes last whichever way it is sorted. */
export function sorted<Row>(rows: readonly Row[], valueOf: (row: Row) => number | string | null, isDescending: boolean): readonly Row[] {
  const sign = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
      return sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
    })
    .map(({ row }) => row);
}
