/** A column of numbers ends at the same place in each row. */
export interface TableShape {
  /** Indexes of columns whose cells stand at their right end. */
  readonly right?: readonly number[];
}

const GAP = '  ';

/** Rows as lines whose columns stand below each other; cells are plain text. A row may have fewer cells than others. */
export function tableLines(rows: readonly (readonly string[])[], { right = [] }: TableShape = {}): string[] {
  const widths = columnWidths(rows);
  const aligned = (cell: string, column: number): string => (right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!));
  return rows.map((row) => row.map(aligned).join(GAP).trimEnd());
}

/** How long the lines of a table may get. */
export function tableWidth(rows: readonly (readonly string[])[]): number {
  const widths = columnWidths(rows);
  return widths.reduce((sum, width) => sum + width, 0) + Math.max(0, widths.length - 1) * GAP.length;
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return widths;
}
