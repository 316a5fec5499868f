import type { BuildRecord } from '../record.ts';
import { redactTrace } from '../redact.ts';
import type { BuildTrace } from '../trace.ts';
import { recordId } from './recordId.ts';
import { withWrittenLabels } from './writtenLabels.ts';

export interface RecordParts extends Omit<BuildRecord, 'version' | 'id' | 'trace'> {
  /** Random letters and digits: several builds may begin in one millisecond. */
  readonly salt: string;
  /** With logs. */
  readonly trace: BuildTrace;
  /** Values that must not be kept, as those of build arguments: the builder writes them into the names of steps. */
  readonly hidden: readonly string[];
}

/** A finished build for the history, without logs and without the values that must not be kept. */
export function makeRecord(parts: RecordParts): BuildRecord {
  const { startedAt, state, what, milliseconds, noCache, builder, inputs, images } = parts;
  return {
    version: 1,
    id: recordId(startedAt, parts.salt),
    startedAt,
    state,
    what,
    milliseconds,
    noCache,
    builder,
    trace: redactTrace(withWrittenLabels(parts.trace), parts.hidden),
    inputs,
    images,
  };
}
