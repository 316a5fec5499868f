import { durationText } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { TraceTarget } from '../../../server/src/timing/trace.ts';
import type { GroupRow } from './layout.ts';
import type { ShownBuild } from './shownBuild.ts';
import { endOf, startOf } from './stepTimes.ts';
import { countText } from './wording.ts';

type Clock = Pick<ShownBuild, 'now'>;

const TARGET_STATES: Readonly<Record<TraceTarget['state'], string>> = {
  waiting: 'waiting',
  running: 'building',
  done: 'built',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function targetState(state: TraceTarget['state']): string {
  return TARGET_STATES[state];
}

export function groupName({ group, name }: GroupRow): string {
  if (group === 'internal') return 'Reading files and image data';
  return shownText(name, 120) || 'without a name';
}

/** From the first start to the last end of what is in it; null before anything starts. */
export function groupSpan({ steps }: Pick<GroupRow, 'steps'>, clock: Clock): { readonly start: number; readonly end: number } | null {
  let start = Infinity;
  let end = -Infinity;
  for (const step of steps) {
    start = Math.min(start, startOf(step) ?? Infinity);
    end = Math.max(end, endOf(step, clock) ?? -Infinity);
  }
  return start <= end ? { start, end } : null;
}

/** What is written beside its bar: `12.3 s, 5 of 9 cached`. */
export function groupText(row: GroupRow, clock: Clock): string {
  const span = groupSpan(row, clock);
  const parts = [];
  if (span !== null) parts.push(durationText(timeOf(row, span, clock)));
  const cached = cachedText(row);
  if (cached !== '') parts.push(cached);
  return parts.join(', ');
}

/** What the builder does for itself it does at the start and at the end: its own time is told, not all that lies between. */
function timeOf({ group, steps }: GroupRow, { start, end }: { readonly start: number; readonly end: number }, clock: Clock): number {
  if (group !== 'internal') return end - start;
  const intervals = steps.flatMap((step) => step.intervals.map(([from, to], index) => [from, index === step.intervals.length - 1 ? (endOf(step, clock) ?? to) : to] as const));
  let time = 0;
  let reached = -Infinity;
  for (const [from, to] of intervals.sort(([a], [b]) => a - b)) {
    time += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return time;
}

function cachedText({ steps }: GroupRow): string {
  const instructions = steps.filter(({ kind }) => kind === 'instruction');
  const cached = instructions.filter(({ state }) => state === 'cached').length;
  if (cached === 0) return '';
  return cached === instructions.length ? 'all cached' : `${cached.toLocaleString('en')} of ${instructions.length.toLocaleString('en')} cached`;
}

/** What a screen reader says of it. */
export function groupSpoken(row: GroupRow, clock: Clock): string {
  const kind = { target: 'Target ', stage: 'Stage ', internal: '' }[row.group];
  const span = groupSpan(row, clock);
  const parts = [`${kind}${groupName(row)}`];
  if (row.target !== null) parts.push(TARGET_STATES[row.target.state]);
  parts.push(countText(row.steps.length, 'step'));
  const cached = cachedText(row);
  if (cached !== '') parts.push(cached);
  if (span !== null) parts.push(`${durationText(timeOf(row, span, clock))} from ${durationText(span.start)} to ${durationText(span.end)}`);
  return `${parts.join(', ')}.`;
}
