import { expect } from 'vitest';

export interface TraceEvents {
  readonly traceEvents: readonly {
    readonly ph: string;
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly ts: number;
    readonly dur?: number;
    readonly id?: number;
    readonly args?: Readonly<Record<string, unknown>>;
  }[];
  readonly displayTimeUnit: string;
}

/** What the Trace Event Format asks of a file, and what Perfetto needs to show all of it: sorted times, no bars over each other, arrows that begin and end in bars. */
export function checkTraceEvents({ traceEvents, displayTimeUnit }: TraceEvents): void {
  expect(displayTimeUnit).toBe('ms');
  const timed = traceEvents.filter(({ ph }) => ph !== 'M');
  const wrong: unknown[] = [];
  for (const event of traceEvents) {
    const { ph, name, pid, tid, ts, dur } = event;
    const isWhole = [pid, tid, ts, dur ?? 0].every((value) => Number.isSafeInteger(value) && value >= 0);
    if (!isWhole || !/^[MXsf]$/.test(ph) || name === '' || (ph === 'X') !== (dur !== undefined)) wrong.push(event);
  }
  for (let index = 1; index < timed.length; index++) if (timed[index]!.ts < timed[index - 1]!.ts) wrong.push(['unsorted', timed[index]]);
  const ends = new Map<string, number>();
  for (const event of timed.filter(({ ph }) => ph === 'X')) {
    const lane = `${event.pid}/${event.tid}`;
    if (event.ts < (ends.get(lane) ?? 0)) wrong.push(['overlap', event]);
    ends.set(lane, event.ts + event.dur!);
  }
  const bars = timed.filter(({ ph }) => ph === 'X');
  for (const arrow of timed.filter(({ ph }) => ph === 's' || ph === 'f')) {
    const holder = bars.find(({ pid, tid, ts, dur }) => pid === arrow.pid && tid === arrow.tid && ts <= arrow.ts && (arrow.ts < ts + dur! || (dur === 0 && arrow.ts === ts)));
    if (!holder) wrong.push(['arrow outside', arrow]);
    if (timed.filter(({ id }) => id === arrow.id).map(({ ph }) => ph).join('') !== 'sf') wrong.push(['half an arrow', arrow]);
  }
  expect(wrong).toEqual([]);
}
