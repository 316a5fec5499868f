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
  const state = row.target?.state;
  if (state === 'failed' || state === 'cancelled') parts.push(TARGET_STATES[state]);
  if (span !== null) parts.push(durationText(span.end - span.start));
  const cached = cachedText(row);
  if (cached !== '') parts.push(cached);
  return parts.join(', ');
}

function cachedText({ steps }: GroupRow): string {
  const instructions = steps.filter(({ kind }) => kind === 'instruction');
  const cached = instructions.filter(({ state }) => state === 'cached').length;
  if (cached === 0) return '';
  return cached === instructions.length ? 'all cached' : `${cached} of ${instructions.length} cached`;
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
  if (span !== null) parts.push(`${durationText(span.end - span.start)} from ${durationText(span.start)} to ${durationText(span.end)}`);
  return `${parts.join(', ')}.`;
}
