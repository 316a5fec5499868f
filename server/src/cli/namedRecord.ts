import type { HistoryStore } from '../host/builds/historyStore.ts';
import type { BuildRecord } from '../timing/record.ts';
import { UsageError } from './usage.ts';

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
