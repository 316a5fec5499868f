import { amount, list, object, orNull, text } from '../../timing/history/shape.ts';
import { RECORD_HEAD } from '../../timing/history/readRecord.ts';
import { summaryOf, type BuildSummary } from '../../timing/history/entries.ts';
import type { BuildRecord } from '../../timing/record.ts';

/** What lies beside a record, so that a list of builds and the bounds of the history need not read all of them. */
export interface Sidecar {
  readonly version: 1;
  readonly summary: BuildSummary;
  /** Targets whose inputs the record holds. */
  readonly inputs: readonly string[];
}

export const LARGEST_SIDECAR = 1_000_000;

const MOST = 10_000;

const sidecar = object({
  version: (value) => value === 1,
  summary: object({
    ...RECORD_HEAD,
    targets: list(object({ name: text, state: text, milliseconds: amount, cacheRate: orNull(amount), imageBytes: orNull(amount) }), MOST),
    cacheRate: orNull(amount),
    contextBytes: amount,
  }),
  inputs: list(text, MOST),
});

export function sidecarOf(record: BuildRecord): Sidecar {
  return { version: 1, summary: summaryOf(record), inputs: Object.keys(record.inputs ?? {}) };
}

/** Null for anything else, and for one of another record. */
export function readSidecar(value: unknown, id: string): Sidecar | null {
  return sidecar(value) && (value as Sidecar).summary.id === id ? (value as Sidecar) : null;
}
