import type { Comparison, StepComparison, TargetComparison } from '../../../server/src/timing/comparison.ts';
import type { Side } from './messages.ts';
import type { ComparedSides } from './sideFacts.ts';

const OPPOSITES: Readonly<Record<StepComparison['change'], StepComparison['change']>> = {
  same: 'same',
  slower: 'faster',
  faster: 'slower',
  'lost its cache': 'now cached',
  'now cached': 'lost its cache',
  new: 'gone',
  gone: 'new',
};

/** The same two builds the other way round. Why steps ran stays as it is: the newer build did it, on whichever side it stands. */
export function swapSides({ comparison, before, after }: ComparedSides): ComparedSides {
  return { before: after, after: before, comparison: swapComparison(comparison) };
}

export function otherSide(side: Side): Side {
  return side === 'before' ? 'after' : 'before';
}

function swapComparison(comparison: Comparison): Comparison {
  const { wall, cacheRate, imageBytes, contextBytes, targets } = comparison;
  return {
    ...comparison,
    before: comparison.after,
    after: comparison.before,
    wall: swapped(wall),
    cacheRate: swapped(cacheRate),
    imageBytes: imageBytes && swapped(imageBytes),
    contextBytes: swapped(contextBytes),
    targets: targets.map(swapTarget),
  };
}

function swapTarget(target: TargetComparison): TargetComparison {
  const steps = target.steps.map((step) => ({ ...step, ...swapped(step), change: OPPOSITES[step.change] }));
  return { ...target, only: target.only && otherSide(target.only), steps };
}

function swapped<Value>({ before, after }: { readonly before: Value; readonly after: Value }): { before: Value; after: Value } {
  return { before: after, after: before };
}
