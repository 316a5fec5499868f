import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { barText } from './describe.ts';
import { groupSpan, groupText } from './describeGroup.ts';
import { makeSvg } from './dom.ts';
import type { GroupRow } from './layout.ts';
import type { Scale } from './scale.ts';
import type { ShownBuild } from './shownBuild.ts';
import { endOf, startOf } from './stepTimes.ts';

/** Where a line of the chart is drawn: all in pixels of the picture. */
export interface Lane {
  readonly scale: Scale;
  /** Of the picture's left edge. */
  readonly left: number;
  /** Of its right edge: nothing is drawn beyond. */
  readonly right: number;
  readonly top: number;
  readonly height: number;
  /** Of the whole chart at this zoom: no text may need more. */
  readonly width: number;
}

type Clock = Pick<ShownBuild, 'now' | 'isLive'>;

const NARROWEST = 2;
/** A step from the cache takes no time; it is drawn so that its pattern can be seen. */
const CACHED_WIDTH = 10;

/** Where its bar is, for pointers and cards; null for a step that did not start. */
export function barSpan(step: TraceStep, scale: Scale, clock: Clock): { readonly start: number; readonly end: number } | null {
  const start = startOf(step);
  const end = endOf(step, clock);
  if (start === null || end === null) return null;
  const x = scale.x(start);
  return { start: x, end: Math.max(scale.x(end), x + (step.state === 'cached' ? CACHED_WIDTH : NARROWEST)) };
}

export function stepMarks(step: TraceStep, lane: Lane, clock: Clock): SVGElement[] {
  const span = barSpan(step, lane.scale, clock);
  if (span === null || span.start > lane.right) return [];
  const marks: SVGElement[] = [];
  const top = lane.top + Math.round(lane.height * 0.18);
  const height = Math.round(lane.height * 0.64);
  if (step.state === 'cached') return [...block(step, lane, span.start, span.end, top, height), ...words(barText(step, clock), lane, span, step.state)];
  if (step.intervals.length > 1) marks.push(line('rest', span.start, span.end, lane, lane.top + lane.height / 2));
  let drawn = -Infinity;
  step.intervals.forEach(([from, to], index) => {
    const isLast = index === step.intervals.length - 1;
    const start = lane.scale.x(from);
    const end = Math.max(start + NARROWEST, lane.scale.x(isLast ? (endOf(step, clock) ?? to) : to));
    // Thousands of short intervals on one pixel are one mark.
    if (end < drawn + 0.5 && !isLast) return;
    drawn = end;
    marks.push(...block(step, lane, start, end, top, height));
  });
  marks.push(...endMark(step, lane, span.end, top, height));
  marks.push(...words(barText(step, clock), lane, span, step.state));
  return marks;
}

function block(step: TraceStep, lane: Lane, start: number, end: number, top: number, height: number): SVGElement[] {
  const from = Math.max(start, lane.left - 4);
  const to = Math.min(end, lane.right + 4);
  if (to <= from) return [];
  const place = { x: round(from - lane.left), width: round(Math.max(0.5, to - from)) };
  const bar = barRect(step, { ...place, y: top, height });
  return step.isCritical ? [bar, makeSvg('rect', { class: 'critical', ...place, y: top + height + 1, height: 2 })] : [bar];
}

/** A bar as its kind and state look; the pattern lies in the page (`patterns.ts`). */
export function barRect({ kind, state }: Pick<TraceStep, 'kind' | 'state'>, place: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>): SVGElement {
  const pattern: Readonly<Record<string, string>> = state === 'cached' ? { fill: `url(#hatch-${kind})` } : {};
  return makeSvg('rect', { class: `bar ${kind} ${state}`, ...place, rx: 1.5, ...pattern });
}

/** A cross where a step failed, a tip where one still runs. */
function endMark({ state }: TraceStep, lane: Lane, end: number, top: number, height: number): SVGElement[] {
  if (end < lane.left || end > lane.right) return [];
  const x = round(end - lane.left);
  const middle = top + height / 2;
  const arm = height * 0.28;
  if (state === 'failed') {
    const d = `M${x + 5} ${middle - arm}l${arm * 2} ${arm * 2}M${x + 5} ${middle + arm}l${arm * 2} ${-arm * 2}`;
    return [makeSvg('path', { class: 'cross', d })];
  }
  return state === 'running' ? [makeSvg('path', { class: 'tip', d: `M${x} ${top}l${height / 2} ${height / 2}l${-height / 2} ${height / 2}z` })] : [];
}

/** Pixels of a letter, on the safe side: to measure each text would cost a layout. */
const LETTER = 6.6;

/** Beside the bar on its right, shortened if need be; where that is outside the chart on its left, and over the bar where there is no room either. */
function words(full: string, lane: Lane, span: { readonly start: number; readonly end: number }, name: string): SVGElement[] {
  if (full === '') return [];
  const gap = name === 'failed' ? lane.height * 0.64 + 4 : name === 'running' ? lane.height * 0.4 + 3 : 6;
  const fits = (text: string) => span.end + gap + text.length * LETTER <= lane.width;
  const text = fits(full) ? full : full.replace(/,.*/, '');
  const width = text.length * LETTER;
  const y = lane.top + lane.height / 2;
  const isRight = fits(text);
  const isLeft = !isRight && span.start - 6 - width >= 0;
  const x = isRight ? span.end + gap : isLeft ? span.start - 6 : Math.min(span.end, lane.width) - 8;
  if (x < lane.left - 4 || x - (isRight ? 0 : width) > lane.right) return [];
  const element = makeSvg('text', { class: name, x: round(x - lane.left), y, 'dominant-baseline': 'central', 'text-anchor': isRight ? 'start' : 'end' });
  element.textContent = text;
  return [element];
}

/** A bracket over what is in an open group; of a closed one its steps themselves, small. */
export function groupMarks(row: GroupRow, lane: Lane, clock: Clock): SVGElement[] {
  const span = groupSpan(row, clock);
  if (span === null) return [];
  const start = lane.scale.x(span.start);
  const end = Math.max(start + NARROWEST, lane.scale.x(span.end));
  const marks = row.isOpen ? bracket(start, end, lane) : smallBars(row.steps, lane, clock);
  marks.push(...words(groupText(row, clock), lane, { start, end }, row.target?.state === 'failed' ? 'group bad' : 'group'));
  return marks;
}

function bracket(start: number, end: number, lane: Lane): SVGElement[] {
  const from = round(Math.max(start, lane.left - 4) - lane.left);
  const to = round(Math.min(end, lane.right + 4) - lane.left);
  const middle = lane.top + lane.height / 2;
  return to < from ? [] : [makeSvg('path', { class: 'bracket', d: `M${from} ${middle + 5}V${middle}H${to}V${middle + 5}` })];
}

function smallBars(steps: readonly TraceStep[], lane: Lane, clock: Clock): SVGElement[] {
  const top = lane.top + Math.round(lane.height * 0.3);
  const height = Math.round(lane.height * 0.4);
  const marks: SVGElement[] = [];
  const ordered = [...steps].sort((a, b) => weight(a) - weight(b) || (startOf(a) ?? 0) - (startOf(b) ?? 0));
  let drawn = -Infinity;
  let drawing = NaN;
  for (const step of ordered) {
    const span = barSpan(step, lane.scale, clock);
    if (span === null || span.start > lane.right || span.end < lane.left) continue;
    // What would lie on one pixel is drawn once; failures last, so that they are on top, and first what took no time.
    if (weight(step) !== drawing) drawn = -Infinity;
    drawing = weight(step);
    if (span.end - drawn < 0.75 && span.start <= drawn) continue;
    drawn = Math.max(drawn, span.end);
    marks.push(...block(step, lane, span.start, span.end, top, height));
  }
  return marks;
}

function weight({ state }: TraceStep): number {
  return state === 'failed' ? 1 : state === 'cached' ? -1 : 0;
}

function line(name: string, start: number, end: number, lane: Lane, y: number): SVGElement {
  const from = round(Math.max(start, lane.left) - lane.left);
  const to = round(Math.min(end, lane.right) - lane.left);
  return makeSvg('path', { class: name, d: `M${from} ${y}H${Math.max(from, to)}` });
}

/** Hundredths of a pixel: what browsers draw, without seventeen digits for each. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
