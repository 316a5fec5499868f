/** Room right of the last bar for what is written beside it, in pixels: less where there is little in all. */
function textRoom(room: number): number {
  return Math.min(120, Math.max(60, room * 0.2));
}

/** More than this in pixels, and browsers lose their way. */
const WIDEST = 4_000_000;
const MOST_ZOOM = 2_000;

/** From the build's time to pixels of the chart. */
export interface Scale {
  /** The time at the right end, milliseconds. */
  readonly end: number;
  /** Of all bars, in pixels, at this zoom. */
  readonly width: number;
  x(time: number): number;
  time(x: number): number;
}

/**
 * @param end the time that must fit
 * @param room pixels that there are for the bars, and what is written beside them
 * @param zoom 1 shows all of the build
 */
export function createScale(end: number, room: number, zoom: number): Scale {
  const whole = Math.max(1, end);
  const width = Math.max(60, room - textRoom(room)) * zoom;
  return { end: whole, width, x: (time) => (time / whole) * width, time: (x) => (x / width) * whole };
}

/** A zoom that can be shown: neither smaller than all of it nor wider than browsers can draw. */
export function boundedZoom(zoom: number, room: number): number {
  return Math.min(Math.max(1, zoom), MOST_ZOOM, Math.max(1, WIDEST / Math.max(1, room)));
}

/** Where to scroll so that what was under the pointer stays there. `anchor` is in pixels from the left of the visible bars. */
export function scrollAfterZoom(scroll: number, anchor: number, before: Scale, after: Scale): number {
  return Math.max(0, after.x(before.time(scroll + anchor)) - anchor);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 15, 30].map((step) => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((step) => step * MINUTE),
  ...[1, 2, 6, 12, 24].map((step) => step * HOUR),
];

export interface Tick {
  readonly time: number;
  readonly text: string;
}

/** Round times from `from` to `to` that are at least `gap` pixels apart. */
export function ticks(scale: Scale, from: number, to: number, gap: number): readonly Tick[] {
  const least = scale.time(gap);
  const step = STEPS.find((step) => step >= least) ?? Math.ceil(least / (24 * HOUR)) * 24 * HOUR;
  const first = Math.max(0, Math.ceil(from / step));
  const last = Math.min(Math.floor(to / step), first + 1_000);
  const found: Tick[] = [];
  for (let index = first; index <= last; index++) found.push({ time: index * step, text: tickText(index * step, step) });
  return found;
}

function tickText(time: number, step: number): string {
  if (time === 0) return '0';
  if (step < SECOND && time < MINUTE) {
    return step < 100 && time < SECOND ? `${time} ms` : `${(time / SECOND).toFixed(step < 10 ? 3 : step < 100 ? 2 : 1)} s`;
  }
  if (time < MINUTE) return `${time / SECOND} s`;
  const seconds = (time % MINUTE) / SECOND;
  const minutes = Math.floor((time % HOUR) / MINUTE);
  const parts = time >= HOUR ? [`${Math.floor(time / HOUR)} h`] : [];
  if (minutes > 0) parts.push(`${minutes} min`);
  if (seconds > 0) parts.push(`${Number(seconds.toFixed(3))} s`);
  return parts.join(' ');
}

/** The end of a chart that still grows: the next round time, so that bars grow into free room and do not all shrink at each report. */
export function growingEnd(now: number): number {
  const least = Math.max(5 * SECOND, now * 1.02);
  const step = STEPS.find((step) => step * 8 >= least) ?? 24 * HOUR;
  return Math.ceil(least / step) * step;
}
