export { amountText, bytesText, countText, groupDigits } from '../core/text/amounts.ts';
export { listed } from '../core/text/listing.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * `0 ms`, `40 ms`, `0.4 s`, `38.2 s`, `2 min 5 s`, `1 h 2 min`: as exact as a person needs, the same wherever a build is shown.
 * @param milliseconds what is negative or no number counts as none
 */
export function durationText(milliseconds: number): string {
  const time = milliseconds > 0 ? milliseconds : 0;
  if (time < 99.5) return `${Math.round(time)} ms`;
  if (time < MINUTE - 50) return `${(time / SECOND).toFixed(1)} s`;
  // Rounded before it is taken apart: 119.6 seconds are two minutes, not `1 min 60 s`.
  if (time < HOUR - SECOND / 2) return parts(Math.round(time / SECOND), 'min', 's');
  return parts(Math.round(time / MINUTE), 'h', 'min');
}

/** A running clock: whole seconds, since tenths only flicker. Takes milliseconds. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  return seconds < 60 ? `${seconds} s` : durationText(seconds * 1000);
}

/** `92 %`. Only what is all says `100 %`, and only what is nothing `0 %`. */
export function percentText(rate: number): string {
  if (!(rate > 0)) return '0 %';
  if (rate >= 1) return '100 %';
  return `${Math.min(99, Math.max(1, Math.round(rate * 100)))} %`;
}

function parts(count: number, large: string, small: string): string {
  const rest = count % 60;
  return rest === 0 ? `${Math.floor(count / 60)} ${large}` : `${Math.floor(count / 60)} ${large} ${rest} ${small}`;
}
