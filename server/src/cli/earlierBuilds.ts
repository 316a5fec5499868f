import type { HistoryStore } from '../host/builds/historyStore.ts';
import { compareRecords } from '../timing/compare/compareRecords.ts';
import type { Comparison } from '../timing/comparison.ts';
import { summaryOf } from '../timing/history/entries.ts';
import { lastOfSame } from '../timing/history/lastOfSame.ts';
import type { BuildRecord } from '../timing/record.ts';
import { UsageError } from './usage.ts';

/** Builds that are looked through for what cached steps once took. */
const MOST_EARLIER = 10;

/**
 * The build that was named to compare with; null where it is the last one, or none.
 * @throws UsageError where the history does not have it: better now than after the build
 */
export async function namedRecord(compare: string | null, history: HistoryStore | null): Promise<BuildRecord | null> {
  if (compare === null || compare === 'last' || history === null) return null;
  const record = await history.get(compare);
  if (!record) throw new UsageError(`The history has no build "${compare}": drydock build --json tells the id of each.`);
  return record;
}

/** @param before null for the last build of the same */
export async function compareBuild(record: BuildRecord, before: BuildRecord | null, history: HistoryStore): Promise<Comparison | null> {
  const last = before ?? (await history.get(lastOfSame(await history.summaries(), summaryOf(record))?.id ?? ''));
  return last && compareRecords(last, record);
}

/** Records before one, newest first, as far as they can say what its cached steps once took. */
export async function earlierRecords(history: HistoryStore, { id }: BuildRecord): Promise<readonly BuildRecord[]> {
  const earlier = (await history.summaries()).filter((summary) => summary.id < id).slice(0, MOST_EARLIER);
  const records = await Promise.all(earlier.map((summary) => history.get(summary.id)));
  return records.filter((record) => record !== null);
}
