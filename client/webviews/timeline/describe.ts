import { bytesText, durationText } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { StepState, TraceStep } from '../../../server/src/timing/trace.ts';
import type { ShownBuild } from './shownBuild.ts';
import { endOf, isOver, lastInput, startOf, workOf } from './stepTimes.ts';
import { fileName, listText } from './wording.ts';

type Clock = Pick<ShownBuild, 'now' | 'isLive'>;
type Steps = Clock & Pick<ShownBuild, 'steps'>;

const STATES: Readonly<Record<StepState, string>> = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  cached: 'from the cache',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function stateText({ state }: TraceStep, { isLive }: Pick<ShownBuild, 'isLive'>): string {
  // What still waits when the build ends, because something else failed, will not come any more.
  return state === 'waiting' && !isLive ? 'not started' : STATES[state];
}

/** `RUN npm ci`: what the step does, on one line. */
export function stepName({ label, kind }: Pick<TraceStep, 'label' | 'kind'>, most = 300): string {
  const name = shownText(label, most).replace(/\s+/g, ' ');
  return name || (kind === 'context' ? 'load build context' : 'step without a name');
}

/** Options that stand between the keyword and what it does; which user owns a file or which folder is mounted, the card tells. */
const OPTIONS = /^(RUN|COPY|ADD) (?:--(?:mount|network|security|chown|chmod|link|exclude)(?:=\S{0,500})? ){1,20}/;

/** The same where room is short: the command rather than its mounts, and an image without its digest. */
export function shortName(step: Pick<TraceStep, 'label' | 'kind'>): string {
  const name = stepName(step, 1_000);
  if (step.kind === 'instruction') return shownText(name.replace(OPTIONS, '$1 '));
  return step.kind === 'base' ? shownText(name.replace(/@sha256:[0-9a-f]{7,}/, '').replace(/^FROM docker\.io\/(?:library\/)?/, 'FROM ')) : shownText(name);
}

/** Where it stands: `web, stage builder, step 4 of 6`. */
export function whereText({ targets, stage, position }: TraceStep, withTarget = true): string {
  const parts = withTarget ? [shownText(targets[0] ?? '', 80)] : [];
  if (stage !== null) parts.push(`stage ${shownText(stage, 80)}`);
  if (position !== null) parts.push(`step ${position.index} of ${position.total}`);
  return parts.filter((part) => part !== '').join(', ');
}

/** What is written beside its bar. */
export function barText(step: TraceStep, clock: Clock): string {
  const time = durationText(workOf(step, clock));
  switch (step.state) {
    case 'waiting':
      return '';
    case 'cached':
      return 'cached';
    case 'failed':
      return `failed, ${time}`;
    case 'cancelled':
      return startOf(step) === null ? 'cancelled' : `cancelled, ${time}`;
    default:
      return time;
  }
}

/** `Took 12.3 s, from 2.0 s to 14.3 s.` */
export function timeText(step: TraceStep, clock: Clock): string {
  const start = startOf(step);
  const end = endOf(step, clock);
  if (start === null || end === null) return notStarted(step, clock);
  const time = durationText(workOf(step, clock));
  if (step.state === 'running') return `Has run for ${time}, since ${durationText(start)}.`;
  if (step.state === 'cached') return `Nothing to do: taken from the cache at ${durationText(start)}.`;
  const span = `from ${durationText(start)} to ${durationText(end)}`;
  const parts = step.intervals.length;
  const took = parts === 1 ? `Took ${time}, ${span}.` : `Worked for ${time} in ${parts} parts, ${span}.`;
  if (step.state === 'failed') return `Failed. ${took}`;
  return step.state === 'cancelled' ? `Cancelled. ${took}` : took;
}

function notStarted({ state }: TraceStep, { isLive }: Clock): string {
  if (state === 'cached') return 'Nothing to do: taken from the cache.';
  return isLive && state !== 'cancelled' ? 'Has not started.' : 'Never started.';
}

export function bytesMoved({ kind, bytes }: TraceStep): string {
  if (bytes === null) return '';
  const amount = bytesText(bytes);
  if (kind === 'context') return `${amount} sent to the builder`;
  if (kind === 'base') return `${amount} pulled`;
  return kind === 'export' ? `${amount} written` : amount;
}

/** A shorter wait is the builder's own overhead, not worth a figure. */
const NO_WAIT = 50;

/** Why it did not start earlier: what it waited for. Empty where nothing is known. */
export function waitText(step: TraceStep, build: Steps): string {
  const input = lastInput(step, build);
  if (input === null) return '';
  const name = `“${shownText(shortName(input), 80)}”`;
  const start = startOf(step);
  if (start === null) return isOver(step) || !build.isLive ? '' : `Waits for ${name}.`;
  const end = endOf(input, build);
  if (end === null || !isOver(input) || end > start + NO_WAIT) return '';
  const gap = start - end;
  return gap < NO_WAIT ? `Waited for ${name} and started as soon as that was done.` : `Started ${durationText(gap)} after the last thing it needs, ${name}, was done.`;
}

export function sharedText({ targets }: TraceStep): string {
  return targets.length < 2 ? '' : `Done once for ${listText(targets.map((name) => shownText(name, 80)), 6)}.`;
}

/** `Dockerfile, line 12`. */
export function placeText({ place }: TraceStep): string {
  return place === null ? '' : `${shownText(fileName(place.dockerfile), 80)}, line ${place.line + 1}`;
}

/** What a screen reader says of a bar. */
export function spokenText(step: TraceStep, build: Steps, withTarget: boolean): string {
  const parts = [
    stepName(step, 160),
    whereText(step, withTarget),
    step.isCritical ? 'on the critical path' : '',
    bytesMoved(step),
    step.place === null ? '' : `line ${step.place.line + 1}`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}. ${timeText(step, build)} ${sharedText(step)}`.trimEnd();
}
