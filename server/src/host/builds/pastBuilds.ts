import { compareRecords } from '../../timing/compare/compareRecords.ts';
import type { Comparison } from '../../timing/comparison.ts';
import { summaryOf } from '../../timing/history/entries.ts';
import { lastOfSame } from '../../timing/history/lastOfSame.ts';
import type { BuildRecord } from '../../timing/record.ts';
import type { HistoryStore } from './historyStore.ts';

/** As much of a history as is read for a build: tests give their own. */
export type PastBuilds = Pick<HistoryStore, 'summaries' | 'get'>;

/** Builds that are looked through for what cached steps once took. */
const MOST_EARLIER = 10;

/** A build beside an earlier one; null where there is none. @param before null for the last build of the same */
export async function compareWithPast(history: PastBuilds, record: BuildRecord, before: BuildRecord | null): Promise<Comparison | null> {
  const last = before ?? (await history.get(lastOfSame(await history.summaries(), summaryOf(record))?.id ?? ''));
  return last && compareRecords(last, record);
}

/** Records before one, newest first, as far as they can say what its cached steps once took. */
export async function earlierRecords(history: PastBuilds, { id }: BuildRecord): Promise<readonly BuildRecord[]> {
  return recordsOf(history, (summary) => summary.id < id);
}

/** The newest records, as far as they say something of the last builds. */
export async function newestRecords(history: PastBuilds): Promise<readonly BuildRecord[]> {
  return recordsOf(history, () => true);
}

async function recordsOf(history: PastBuilds, isMeant: (summary: { readonly id: string }) => boolean): Promise<readonly BuildRecord[]> {
  const meant = (await history.summaries()).filter(isMeant).slice(0, MOST_EARLIER);
  const records = await Promise.all(meant.map(({ id }) => history.get(id)));
  return records.filter((record) => record !== null);
}
