import { applyDelta } from '../../../server/src/timing/delta.ts';
import type { BuildFacts } from '../../../server/src/timing/record.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { BuildTrace, TraceStep } from '../../../server/src/timing/trace.ts';
import { findHost } from './host.ts';
import { elapsedTime, LiveClock } from './liveClock.ts';
import type { TimelineAbilities, ToTimeline } from './messages.ts';
import { createPage } from './page.ts';

/** Between two paintings of a build that runs, in milliseconds: reports may come more often, and bars grow in between. */
const REPAINT = 120;

/** Of the time, at most one part in so many is spent on painting. */
const SHARE = 5;

interface Known {
  readonly facts: BuildFacts;
  readonly abilities: TimelineAbilities;
  trace: BuildTrace;
  readonly clock: LiveClock;
}

const host = findHost();
if (host.isAlone) document.documentElement.classList.add('alone');
const page = createPage(host, document.getElementById('app') ?? document.body);
let known: Known | null = null;
let steps: ReadonlyMap<string, TraceStep> = new Map();
let stepsOf: BuildTrace | null = null;
let nextAt = -Infinity;
let isAsked = false;
let growing: ReturnType<typeof setTimeout> | undefined;

host.listen(take);

function take(message: ToTimeline): void {
  if (message.kind === 'problem') return page.tell(shownText(message.text, 2_000));
  if (message.kind === 'delta') {
    if (known === null) return;
    known.trace = applyDelta(known.trace, message.delta);
    known.clock.report(known.trace.wall, performance.now());
    return paintSoon();
  }
  const isSame = known !== null && (message.kind === 'ended' || isSameBuild(known.facts, message.facts));
  const clock = isSame && known !== null ? known.clock : new LiveClock();
  known = { facts: message.facts, abilities: message.abilities, trace: message.trace, clock };
  clock.report(message.trace.wall, performance.now());
  document.title = shownText(message.facts.title, 120) || 'Build';
  page.tell('');
  if (!isSame) page.reset(shown(known));
  paint();
}

/** The same build may be told from the start, because the page was asked for again. */
function isSameBuild(before: BuildFacts, after: BuildFacts): boolean {
  return before.startedAt === after.startedAt && before.title === after.title;
}

/** The build as it is at this moment. */
function shown({ facts, abilities, trace, clock }: Known) {
  const isLive = trace.state === 'running';
  if (trace !== stepsOf) {
    steps = new Map(trace.steps.map((step) => [step.id, step]));
    stepsOf = trace;
  }
  const now = isLive ? clock.now(performance.now()) : trace.wall;
  const elapsed = isLive ? elapsedTime(facts.startedAt, Date.now(), now) : (facts.milliseconds ?? trace.wall);
  return { facts, abilities, trace, isLive, now, elapsed, steps };
}

function paint(): void {
  if (known === null) return;
  const startedAt = performance.now();
  const build = shown(known);
  page.show(build);
  // A page of ten thousand steps, or one on a busy machine, paints less often instead of taking the machine from the build.
  nextAt = startedAt + Math.max(REPAINT, SHARE * (performance.now() - startedAt));
  clearTimeout(growing);
  if (build.isLive) growing = setTimeout(paintSoon, REPAINT * 2);
}

/** A hidden page gets no frames, so it costs nothing. */
function paintSoon(): void {
  if (isAsked) return;
  isAsked = true;
  setTimeout(() => {
    requestAnimationFrame(() => {
      isAsked = false;
      paint();
    });
  }, Math.max(0, nextAt - performance.now()));
}
