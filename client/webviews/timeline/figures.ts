import { bytesText, durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { isReached } from '../../../server/src/timing/cacheCounts.ts';
import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import type { ShownBuild } from './shownBuild.ts';
import { clockText, countText, NOTHING } from './wording.ts';

/** One figure of the summary, with what explains it. */
export interface Figure {
  readonly title: string;
  /** Stands before the value, smaller: how exact it is. */
  readonly about: string;
  readonly value: string;
  /** A few words below the value. */
  readonly note: string;
  /** A sentence that says the same and more; empty where the note says all. */
  readonly hint: string;
  /** True for images, whose layers stand elsewhere on the page. */
  readonly hasLayers: boolean;
}

const PLAIN = { about: '', note: '', hint: '', hasLayers: false };

/** The build in six figures; what is not known is left out rather than shown as nought. */
export function figuresOf({ facts, trace, isLive, elapsed }: Pick<ShownBuild, 'facts' | 'trace' | 'isLive' | 'elapsed'>): readonly Figure[] {
  const { summary } = trace;
  const figures: (Figure | null)[] = [
    { ...PLAIN, title: isLive ? 'Time so far' : 'Time', value: isLive ? clockText(elapsed) : durationText(elapsed), ...parallel(trace) },
    isLive ? null : withoutCache({ facts, trace, elapsed }),
    cacheFigure(trace),
    { ...PLAIN, title: 'Build context', value: bytesText(summary.contextBytes), note: contextNote(trace) },
    imageFigure(facts),
    summary.exporting > 0 ? { ...PLAIN, title: 'Writing images', value: durationText(summary.exporting), note: shareNote(summary.exporting, trace.wall) } : null,
  ];
  return figures.filter((figure) => figure !== null);
}

function withoutCache({ facts, trace, elapsed }: Pick<ShownBuild, 'facts' | 'trace' | 'elapsed'>): Figure | null {
  const known = facts.withoutCache;
  const title = 'Without cache';
  if (known === null || trace.state !== 'done') return null;
  if (trace.summary.cached === 0) return { ...PLAIN, title, value: 'the same', note: 'nothing cached', hint: 'Nothing came from the cache.' };
  // The tools' own time comes on top, as it does in the time above it.
  const time = Math.max(known.milliseconds, trace.wall) + Math.max(0, elapsed - trace.wall);
  const value = durationText(time);
  const found = { ...PLAIN, title, value };
  // Signs, since words beside minutes and seconds would take a second line.
  if (known.unknownSteps === 0) return { ...found, about: '≈', note: 'by earlier builds', hint: `About ${value}, by what its steps took when they last ran.` };
  const steps = countText(known.unknownSteps, 'cached step was', 'cached steps were');
  return { ...found, about: '≥', note: `${countText(known.unknownSteps, 'step')} untimed`, hint: `At least ${value}: ${steps} never timed here.` };
}

function cacheFigure({ summary: { cached, instructions, cacheRate }, steps, state }: BuildTrace): Figure | null {
  if (instructions === 0) return null;
  const title = 'From the cache';
  if (cacheRate === null) return { ...PLAIN, title, value: NOTHING, note: 'no step got there', hint: `No step got that far${state === 'running' ? ' yet' : ''}.` };
  // Steps that a failure or a cancellation left waiting say nothing about the cache.
  const note = `${cached.toLocaleString('en')} of ${countText(steps.filter(isReached).length, 'step')}`;
  return { ...PLAIN, title, value: percentText(cacheRate), note, hint: state === 'running' ? `${note} so far.` : '' };
}

function contextNote({ summary, targets }: BuildTrace): string {
  if (summary.contextBytes === 0) return 'nothing to send';
  const sending = targets.filter(({ contextBytes }) => contextBytes !== null && contextBytes > 0).length;
  return sending > 1 ? `for ${countText(sending, 'target')}` : 'sent to builder';
}

function imageFigure({ images }: ShownBuild['facts']): Figure | null {
  const sizes = Object.values(images).map(({ bytes }) => bytes);
  const title = sizes.length > 1 ? 'Images' : 'Image';
  if (sizes.length === 0) return null;
  const least = bytesText(Math.min(...sizes));
  const most = bytesText(Math.max(...sizes));
  const found = { ...PLAIN, title, value: most, hasLayers: true };
  if (sizes.length === 1) return { ...found, note: 'on disk', hint: 'On disk, base image included.' };
  const range = least === most ? most : `From ${least} to ${most}`;
  return { ...found, about: least === most ? '' : 'up to', note: countText(sizes.length, 'image'), hint: `${range} on disk, base images included.` };
}

function parallel({ summary, wall }: BuildTrace): Pick<Figure, 'note' | 'hint'> {
  if (wall < 500 || summary.work < wall * 1.1) return { note: '', hint: '' };
  const atOnce = `${(summary.work / wall).toFixed(1)} steps at once`;
  return { note: atOnce, hint: `${durationText(summary.work)} of work, ${atOnce} on average.` };
}

function shareNote(part: number, whole: number): string {
  return whole > 0 ? `${percentText(part / whole)} of the time` : '';
}
