import type { StepRecord } from './stepRecord.ts';
import { MOST_LOG } from './trace.ts';

/** Characters that are kept of all logs together: those of a thousand steps. */
const MOST_LOGS = 1_000 * MOST_LOG;

/** Keeps the logs of all steps within bounds: the one that was written to longest ago goes first. */
export class LogBudget {
  private readonly written = new Set<StepRecord>();
  private kept = 0;

  /** Every step that has a log, or had one. */
  get steps(): ReadonlySet<StepRecord> {
    return this.written;
  }

  /**
   * Writes to a log.
   * @returns the lines that the piece completes, and the steps whose logs had to go
   */
  write(record: StepRecord, stream: number, data: string): { readonly lines: readonly string[]; readonly dropped: readonly StepRecord[] } {
    const before = record.log.length;
    const lines = record.log.push(stream, data);
    this.kept += record.log.length - before;
    this.written.delete(record);
    this.written.add(record);
    const dropped: StepRecord[] = [];
    for (const oldest of this.kept > MOST_LOGS ? this.written : []) {
      if (this.kept <= MOST_LOGS || oldest === record) break;
      this.kept -= oldest.log.length;
      oldest.log.drop();
      this.written.delete(oldest);
      dropped.push(oldest);
    }
    return { lines, dropped };
  }
}
