import { bytesText, durationText, percentText } from '../../../server/src/timing/amounts.ts';
import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import type { ShownBuild } from './shownBuild.ts';
import { clockText, countText, NOTHING } from './wording.ts';

/** One figure of the summary, with what explains it. */
export interface Figure {
  readonly title: string;
  readonly value: string;
  readonly note: string;
}

/** The build in six figures; what is not known is left out rather than shown as nought. */
export function figuresOf({ facts, trace, isLive, elapsed }: Pick<ShownBuild, 'facts' | 'trace' | 'isLive' | 'elapsed'>): readonly Figure[] {
  const { summary } = trace;
  const figures: (Figure | null)[] = [
    { title: isLive ? 'Time so far' : 'Time', value: isLive ? clockText(elapsed) : durationText(elapsed), note: parallelNote(trace) },
    isLive ? null : withoutCache({ facts, trace, elapsed }),
    cacheFigure(trace),
    { title: 'Build context', value: bytesText(summary.contextBytes), note: contextNote(trace) },
    imageFigure(facts),
    summary.exporting > 0 ? { title: 'Writing images', value: durationText(summary.exporting), note: shareNote(summary.exporting, trace.wall) } : null,
  ];
  return figures.filter((figure) => figure !== null);
}

function withoutCache({ facts, trace, elapsed }: Pick<ShownBuild, 'facts' | 'trace' | 'elapsed'>): Figure | null {
  const known = facts.withoutCache;
  const title = 'Without cache';
  if (known === null || trace.state !== 'done') return null;
  if (trace.summary.cached === 0) return { title, value: 'the same', note: 'nothing came from the cache' };
  // The tools' own time comes on top, as it does in the time above it.
  const time = Math.max(known.milliseconds, trace.wall) + Math.max(0, elapsed - trace.wall);
  if (known.unknownSteps === 0) return { title, value: `about ${durationText(time)}`, note: 'by what its steps took when they last ran' };
  const steps = countText(known.unknownSteps, 'cached step was', 'cached steps were');
  return { title, value: `at least ${durationText(time)}`, note: `${steps} never timed here` };
}

function cacheFigure({ summary: { cached, instructions, cacheRate }, state }: BuildTrace): Figure | null {
  if (instructions === 0) return null;
  const title = 'From the cache';
  if (cacheRate === null) return { title, value: NOTHING, note: state === 'running' ? 'no step got that far yet' : 'no step got that far' };
  // Steps that a failure or a cancellation left waiting say nothing about the cache.
  const reached = cacheRate > 0 ? Math.round(cached / cacheRate) : instructions;
  const soFar = state === 'running' ? ' so far' : '';
  return { title, value: percentText(cacheRate), note: `${cached.toLocaleString('en')} of ${countText(reached, 'step')}${soFar}` };
}

function contextNote({ summary, targets }: BuildTrace): string {
  if (summary.contextBytes === 0) return 'nothing had to be sent';
  const sending = targets.filter(({ contextBytes }) => contextBytes !== null && contextBytes > 0).length;
  return sending > 1 ? `sent for ${countText(sending, 'target')}` : 'sent to the builder';
}

function imageFigure({ images }: ShownBuild['facts']): Figure | null {
  const sizes = Object.values(images).map(({ bytes }) => bytes);
  const title = sizes.length > 1 ? 'Images' : 'Image';
  if (sizes.length === 0) return null;
  const least = bytesText(Math.min(...sizes));
  const most = bytesText(Math.max(...sizes));
  if (sizes.length === 1) return { title, value: most, note: 'on disk, base image included' };
  return { title, value: least === most ? most : `${least} to ${most}`, note: `${countText(sizes.length, 'image')}, base images included` };
}

function parallelNote({ summary, wall }: BuildTrace): string {
  if (wall < 500 || summary.work < wall * 1.1) return '';
  return `${durationText(summary.work)} of work, ${(summary.work / wall).toFixed(1)} steps at once on average`;
}

function shareNote(part: number, whole: number): string {
  return whole > 0 ? `${percentText(part / whole)} of the time` : '';
}
