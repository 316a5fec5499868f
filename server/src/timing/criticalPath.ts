import { totalBetween, totalOf, type Interval } from './intervals.ts';
import type { TraceStep } from './trace.ts';

export interface CriticalPath {
  /** Milliseconds of work along it. */
  readonly duration: number;
  /** First step first; steps that add nothing are left out. */
  readonly steps: readonly string[];
}

/** A step with the longest chain that ends with it. */
interface Link {
  readonly step: TraceStep;
  readonly start: number;
  readonly end: number;
  /** When its longest piece of work began: all that it waited for was there. */
  readonly ready: number;
  before: Link | null;
  /** Of the chain before it, as far as that counts for it: the work, and when it ended. */
  totalBefore: number;
  endBefore: number;
  /** With what it adds itself. */
  total: number;
  state: 'new' | 'open' | 'done';
}

/**
 * The longest chain of steps that waited for each other. A step adds the time it worked after the one before it ended, so that the chain is never longer
 * than the time it took. Inputs say who waits for whom; steps without any wait too, though no report says for what: sending a context and
 * pulling an image for the definition and the metadata of their target, an export for everything in it.
 */
export function criticalPathOf(steps: readonly TraceStep[]): CriticalPath {
  const links = new Map<string, Link>();
  for (const step of steps) links.set(step.id, newLink(step));
  const all = [...links.values()];
  const timed = all.filter((link) => link.step.intervals.length > 0);
  const isRoot = (link: Link): boolean => !link.step.inputs.some((input) => input !== link.step.id && links.has(input));
  const tails = timed.filter((link) => isTail(link.step) && isRoot(link));
  const heads = timed.filter((link) => !isTail(link.step) && isRoot(link));
  chainByTime(heads, heads.filter((link) => link.step.kind === 'internal'));
  for (const link of tails) link.state = 'open';
  for (const link of all) chainByInputs(link, links);
  chainByTime(tails, timed);
  return pathTo(timed.reduce<Link | null>((best, link) => (best === null || link.total > best.total ? link : best), null));
}

function isTail(step: TraceStep): boolean {
  return step.kind === 'export' || (step.kind === 'internal' && step.label.startsWith('resolving provenance'));
}

function newLink(step: TraceStep): Link {
  const longest = step.intervals.reduce<Interval | null>((best, one) => (best === null || one[1] - one[0] > best[1] - best[0] ? one : best), null);
  return {
    step,
    start: step.intervals[0]?.[0] ?? Number.POSITIVE_INFINITY,
    end: step.intervals.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY,
    ready: longest?.[0] ?? Number.POSITIVE_INFINITY,
    before: null,
    totalBefore: 0,
    endBefore: Number.NEGATIVE_INFINITY,
    total: totalOf(step.intervals),
    state: 'new',
  };
}

/** Puts a link after another where that makes its chain longer. What the other did later, for others, does not count. */
function extend(link: Link, input: Link): void {
  // A step that never worked passes on the chain before it.
  const before = input.step.intervals.length === 0 ? input.before : input;
  if (!before || before.start > link.ready) return;
  const totalBefore = before.totalBefore + totalBetween(before.step.intervals, before.endBefore, link.ready);
  const endBefore = Math.max(before.endBefore, endUntil(before.step.intervals, link.ready));
  const total = totalBefore + totalBetween(link.step.intervals, endBefore, Number.POSITIVE_INFINITY);
  if (total > link.total || (link.before === null && total === link.total)) Object.assign(link, { before, totalBefore, endBefore, total });
}

/** When they ended that began until then, but not later than then. */
function endUntil(intervals: readonly Interval[], time: number): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const [start, end] of intervals) last = start <= time ? Math.min(end, time) : last;
  return last;
}

/** Each of `links` after the longest chain of those `waitedFor` of its targets that had ended when it started. */
function chainByTime(links: readonly Link[], waitedFor: readonly Link[]): void {
  const starting = [...links].sort((a, b) => a.start - b.start || a.end - b.end);
  const ending = [...waitedFor].sort((a, b) => a.end - b.end || a.start - b.start);
  const best = new Map<string, Link>();
  let ended = 0;
  for (const link of starting) {
    for (let next = ending[ended]; next && next.end <= link.start; next = ending[++ended]) {
      for (const target of next.state === 'done' ? next.step.targets : []) {
        const known = best.get(target);
        if (!known || next.total > known.total) best.set(target, next);
      }
    }
    for (const target of link.step.targets) {
      const before = best.get(target);
      if (before && before !== link) extend(link, before);
    }
    link.state = 'done';
  }
}

/** Depth first without recursion; an input that leads back to where it came from is passed over. */
function chainByInputs(from: Link, links: ReadonlyMap<string, Link>): void {
  const stack: { readonly link: Link; next: number }[] = [];
  const enter = (link: Link | undefined): void => {
    if (link?.state === 'new') {
      link.state = 'open';
      stack.push({ link, next: 0 });
    }
  };
  enter(from);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { link } = top;
    const input = link.step.inputs[top.next];
    if (input === undefined) {
      link.state = 'done';
      stack.pop();
      continue;
    }
    const before = links.get(input);
    if (before?.state === 'new') {
      enter(before);
      continue;
    }
    if (before?.state === 'done' && before !== link) extend(link, before);
    top.next++;
  }
}

function pathTo(last: Link | null): CriticalPath {
  const steps: string[] = [];
  for (let link = last; link; link = link.before) {
    if (link.total > link.totalBefore) steps.push(link.step.id);
  }
  return { duration: last?.total ?? 0, steps: steps.reverse() };
}
