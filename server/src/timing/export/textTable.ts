import { textWidth } from './textWidth.ts';

/** Rows of cells as lines, columns below each other after two spaces; columns that are empty throughout take no room. Amounts stand to the right. */
export function alignedRows(rows: readonly (readonly string[])[]): readonly string[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: count }, (_, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    return { width: Math.max(...cells.map(textWidth)), isAmount: cells.every((cell) => cell === '' || /^\d/.test(cell)) };
  });
  return rows.map((row) => {
    const cells = columns.flatMap(({ width, isAmount }, column) => {
      const cell = row[column] ?? '';
      const blanks = ' '.repeat(width - textWidth(cell));
      return width === 0 ? [] : [isAmount ? blanks + cell : cell + blanks];
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
