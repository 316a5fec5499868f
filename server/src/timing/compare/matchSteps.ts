import { append } from '../../core/collections/multimap.ts';
import { writtenKeyword } from '../keywords.ts';
import type { TraceStep } from '../trace.ts';
import { alignSequences, pairChanged } from './align.ts';

/** A step of two builds; null where one of them does not have it. */
export interface StepPair {
  readonly before: TraceStep | null;
  readonly after: TraceStep | null;
}

/** Shorter ones of the builder's own steps interest nobody. */
const WORTH_SHOWING = 300;

/**
 * Matches the steps of one target: instructions by stage and text, so that an inserted or removed line does not shift the rest, others by
 * name. In the order of the newer build, what is gone where it stood.
 */
export function matchSteps(before: readonly TraceStep[], after: readonly TraceStep[]): readonly StepPair[] {
  const [stagesBefore, stagesAfter] = [byStage(before), byStage(after)];
  const pairs = pairChanged(
    alignSequences(stagesBefore.map(({ name }) => name), stagesAfter.map(({ name }) => name)), () => '', () => '',
  );
  return [
    ...matchByLabel(before, after, ['internal', 'context']),
    ...pairs.flatMap((pair) => matchStage(
      pair.before === null ? [] : stagesBefore[pair.before]!.steps, pair.after === null ? [] : stagesAfter[pair.after]!.steps,
    )),
    ...matchByLabel(before, after, ['export']),
  ];
}

interface StageSteps {
  readonly name: string;
  readonly steps: readonly TraceStep[];
}

/** In order of first report; steps of a stage as the builder counts them. */
function byStage(steps: readonly TraceStep[]): readonly StageSteps[] {
  const stages = new Map<string, TraceStep[]>();
  for (const step of steps.filter(isOfDockerfile)) {
    // Each platform has its own steps of the same words.
    append(stages, [step.stage ?? '', step.platform ?? ''].join(' ').trim(), step);
  }
  const lineOf = (of: readonly TraceStep[]): number => of.reduce((least, { place }) => Math.min(least, place?.line ?? Infinity), Infinity);
  return [...stages]
    // Unnamed stages are called by their numbers, which shift.
    .map(([name, of]) => ({ name: name.replace(/^stage-\d+(?= |$)/, 'stage-'), steps: of.sort((a, b) => indexOf(a) - indexOf(b)), line: lineOf(of) }))
    .sort((a, b) => (a.line === b.line ? 0 : a.line - b.line));
}

function isOfDockerfile({ kind }: TraceStep): boolean {
  return kind === 'instruction' || kind === 'base';
}

function indexOf({ position }: TraceStep): number {
  return position?.index ?? Number.MAX_SAFE_INTEGER;
}

function matchStage(before: readonly TraceStep[], after: readonly TraceStep[]): StepPair[] {
  const aligned = alignSequences(before.map(textOf), after.map(textOf));
  return pairChanged(aligned, (at) => writtenKeyword(before[at]!.label), (at) => writtenKeyword(after[at]!.label)).map((pair) => ({
    before: pair.before === null ? null : before[pair.before]!,
    after: pair.after === null ? null : after[pair.after]!,
  }));
}

/** The instruction as written where that is known: labels hold the values of arguments. */
function textOf({ place, label }: TraceStep): string {
  return (place?.text ?? label).replaceAll(/\s+/g, ' ').trim();
}

function matchByLabel(before: readonly TraceStep[], after: readonly TraceStep[], kinds: readonly TraceStep['kind'][]): StepPair[] {
  const [a, b] = [before, after].map((steps) => steps.filter((step) => kinds.includes(step.kind)));
  const aligned = alignSequences(a!.map(nameOf), b!.map(nameOf)).map((pair): StepPair => ({
    before: pair.before === null ? null : a![pair.before]!,
    after: pair.after === null ? null : b![pair.after]!,
  }));
  return aligned.filter((pair) => [pair.before, pair.after].some((step) => step && (step.kind !== 'internal' || step.duration >= WORTH_SHOWING)));
}

/** Without digests, which are others in every build. */
function nameOf({ label }: TraceStep): string {
  return label.replaceAll(/@?sha256:[0-9a-f]+/g, '').trim();
}
