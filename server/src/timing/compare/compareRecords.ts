import { append } from '../../core/collections/multimap.ts';
import type { Comparison, TargetComparison } from '../comparison.ts';
import type { BuildRecord } from '../record.ts';
import type { TraceStep } from '../trace.ts';
import { targetDependencies } from './dependencies.ts';
import { firstMiss } from './firstMiss.ts';
import { headlineOf } from './headline.ts';
import { matchSteps, type StepPair } from './matchSteps.ts';
import { missReason } from './missReason.ts';
import { missInputs } from './missScene.ts';
import { namedAlike } from './oneTarget.ts';
import { reason, stepName } from './reasons/reason.ts';
import { stepComparison } from './stepChange.ts';

/** Two builds side by side, and why steps of the newer one ran although the older one had them. Never throws. */
export function compareRecords(earlier: BuildRecord, after: BuildRecord): Comparison {
  const before = namedAlike(earlier, after);
  const needs = targetDependencies([before, after]);
  const names = new Set([...after.trace.targets, ...before.trace.targets].map(({ name }) => name));
  const [stepsBefore, stepsAfter] = [ownSteps(before, needs), ownSteps(after, needs)];
  const targets = [...names].map((target) => compareTarget(before, after, target, stepsBefore.get(target) ?? [], stepsAfter.get(target) ?? []));
  return {
    before: before.id,
    after: after.id,
    wall: { before: before.trace.wall, after: after.trace.wall },
    cacheRate: { before: before.trace.summary.cacheRate, after: after.trace.summary.cacheRate },
    imageBytes: imageBytes(before, after),
    contextBytes: { before: before.trace.summary.contextBytes, after: after.trace.summary.contextBytes },
    targets,
    headline: headlineOf(before, after, targets),
  };
}

function compareTarget(
  before: BuildRecord, after: BuildRecord, target: string, stepsBefore: readonly TraceStep[], stepsAfter: readonly TraceStep[],
): TargetComparison {
  const [wasBuilt, isBuilt] = [before, after].map(({ trace }) => trace.targets.some(({ name }) => name === target));
  const pairs = matchSteps(stepsBefore, stepsAfter);
  return {
    target,
    only: wasBuilt && isBuilt ? null : isBuilt ? 'after' : 'before',
    steps: pairs.map(stepComparison),
    firstMiss: isBuilt ? missOf(before, after, target, stepsAfter, wasBuilt ? pairs : null) : null,
  };
}

/** @param pairs null where the earlier build did not have the target */
function missOf(
  before: BuildRecord, after: BuildRecord, target: string, steps: readonly TraceStep[], pairs: readonly StepPair[] | null,
): TargetComparison['firstMiss'] {
  const miss = firstMiss(steps, after.trace.steps);
  if (!miss) return null;
  const { step } = miss;
  const earlierStep = pairs?.find((pair) => pair.after === step)?.before ?? null;
  const why = pairs === null
    ? reason('not-built-before', `${stepName(step)} ran because the earlier build did not build ${target}.`)
    : missReason({ before, after, target, miss, earlierStep, inputs: missInputs(before, after, target, step) });
  return { step: step.id, label: step.label, line: step.place?.line ?? null, reason: why };
}

/** Steps by target; those of targets that it builds on belong to them. */
function ownSteps({ trace }: BuildRecord, needs: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly TraceStep[]> {
  const byTarget = new Map<string, TraceStep[]>();
  for (const step of trace.steps) {
    for (const target of new Set(step.targets)) {
      if (step.targets[0] !== target && needs.get(target)?.has(step.targets[0]!)) continue;
      append(byTarget, target, step);
    }
  }
  return byTarget;
}

function imageBytes(before: BuildRecord, after: BuildRecord): Comparison['imageBytes'] {
  const both = Object.keys(after.images).filter((target) => Object.hasOwn(before.images, target));
  if (both.length === 0) return null;
  const sum = ({ images }: BuildRecord): number => both.reduce((bytes, target) => bytes + images[target]!.bytes, 0);
  return { before: sum(before), after: sum(after) };
}
