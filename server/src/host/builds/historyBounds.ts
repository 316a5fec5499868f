import type { BuildSummary } from '../../timing/history/entries.ts';

export const MOST_RECORDS = 200;
/** Of all records together. */
export const MOST_BYTES = 50_000_000;
/** Newest records of a target that keep what it was built from. */
export const MOST_INPUTS = 5;

export interface KeptRecord {
  readonly summary: BuildSummary;
  /** Targets whose inputs it holds. */
  readonly inputs: readonly string[];
  readonly bytes: number;
}

export interface Pruning {
  /** Ids of records that are to be deleted. */
  readonly gone: readonly string[];
  /** Records that are to be written again without the inputs of these targets. */
  readonly withoutInputs: readonly { readonly id: string; readonly targets: readonly string[] }[];
}

/**
 * What a history can do without.
 * @param records newest first
 */
export function pruneHistory(records: readonly KeptRecord[]): Pruning {
  let bytes = 0;
  const isKept = records.map((record, index) => {
    bytes += record.bytes;
    return index < MOST_RECORDS && (bytes <= MOST_BYTES || index === 0);
  });
  const kept = records.filter((_, index) => isKept[index]);
  const gone = records.filter((_, index) => !isKept[index]).map(({ summary }) => summary.id);
  const counts = new Map<string, number>();
  const withoutInputs: { id: string; targets: string[] }[] = [];
  for (const { summary, inputs } of kept) {
    const surplus = inputs.filter((target) => {
      const key = JSON.stringify([summary.what.kind, summary.what.kind === 'dockerfile' ? summary.what.files : [], target]);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count > MOST_INPUTS;
    });
    if (surplus.length > 0) withoutInputs.push({ id: summary.id, targets: surplus });
  }
  return { gone, withoutInputs };
}
