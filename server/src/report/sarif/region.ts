import type { Position } from '../../core/text/lines.ts';

/** SARIF 2.1.0, 3.30: lines and columns from 1, `endColumn` just behind the last character; of no length where something is inserted. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function region({ start, end }: { readonly start: Position; readonly end: Position }): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
