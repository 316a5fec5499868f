import { appendFile } from 'node:fs/promises';
import type { Measurements } from './measure.ts';

/** One row of the table, which scripts/test-builds.mjs prints when all is done. */
export interface Row {
  readonly name: string;
  /** Paths that two builds of the naive Dockerfile make differently. */
  readonly noise: readonly string[];
  readonly before: Measurements;
  readonly after: Measurements;
}

export async function recordRow(row: Row): Promise<void> {
  const file = process.env['DRYDOCK_BUILD_ROWS'];
  if (file) await appendFile(file, `${JSON.stringify(row)}\n`);
}
