import { append } from '../core/collections/multimap.ts';
import { durationText } from '../timing/amounts.ts';
import type { StepState, TraceStep } from '../timing/trace.ts';

/** What one instruction of a Dockerfile took in its last build. */
export interface BuiltInstruction {
  /** 0-based first line in the text that was built. */
  readonly line: number;
  /** As it was built, line endings as `\n`. */
  readonly text: string;
  /** One per target that has steps of its own here, in the order of the targets. */
  readonly steps: readonly InstructionStep[];
}

export interface InstructionStep {
  readonly target: string;
  readonly state: StepState;
  /** Milliseconds in that build. */
  readonly duration: number;
  /** Milliseconds when it last really ran, in that build or an earlier one; null where nobody knows. */
  readonly lastRun: number | null;
}

/** An instruction of the text as it is now. */
export interface InstructionNow {
  readonly line: number;
  readonly text: string;
}

export interface InstructionTime {
  readonly line: number;
  readonly steps: readonly InstructionStep[];
}

/** The instructions of one Dockerfile that a build had steps for. `earlier` tells how long a cached step took when it ran. */
export function builtInstructions(
  steps: readonly TraceStep[],
  dockerfile: string,
  earlier: (step: TraceStep) => number | null = () => null,
): readonly BuiltInstruction[] {
  const byLine = new Map<number, { line: number; text: string; steps: InstructionStep[] }>();
  for (const step of steps) {
    if (step.place?.dockerfile !== dockerfile || step.state === 'waiting') continue;
    const { line, text } = step.place;
    const built = byLine.get(line) ?? { line, text: withoutCarriageReturns(text), steps: [] };
    const lastRun = step.state === 'done' ? step.duration : earlier(step);
    const own = { target: step.targets[0] ?? '', state: step.state, duration: step.duration, lastRun };
    // Of several platforms, the slowest is what a person waits for.
    const other = built.steps.findIndex(({ target }) => target === own.target);
    if (other === -1) built.steps.push(own);
    else if (built.steps[other]!.duration < own.duration) built.steps[other] = own;
    byLine.set(line, built);
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

/**
 * Where built instructions stand now. One that is written differently has no time any more; of several that are written alike, each keeps
 * its own as long as there are as many of them as there were.
 * @returns in the order of `built`
 */
export function timesNow(built: readonly BuiltInstruction[], now: readonly InstructionNow[]): readonly InstructionTime[] {
  const places = new Map<string, number[]>();
  for (const { line, text } of now) append(places, withoutCarriageReturns(text), line);
  const alike = new Map<string, BuiltInstruction[]>();
  for (const one of built) append(alike, one.text, one);
  const lineOf = new Map<BuiltInstruction, number>();
  for (const [text, ones] of alike) {
    const lines = places.get(text) ?? [];
    if (lines.length === ones.length) ones.forEach((one, index) => lineOf.set(one, lines[index]!));
  }
  return built.flatMap((one) => {
    const line = lineOf.get(one);
    return line === undefined ? [] : [{ line, steps: one.steps }];
  });
}

/** `41.2 s`, `CACHED`, `failed after 3.1 s`; with the targets' names where they differ. */
export function timeWords(steps: readonly InstructionStep[]): string {
  const words = steps.map((step) => [step.target, wordsOf(step)] as const);
  const different = new Set(words.map(([, word]) => word));
  if (different.size === 1) return words[0]![1];
  return words.map(([target, word]) => `${target}: ${word}`).join(' · ');
}

function wordsOf({ state, duration, lastRun }: InstructionStep): string {
  const time = durationText(duration);
  if (state === 'cached') return lastRun === null ? 'CACHED' : `CACHED (${durationText(lastRun)} when it last ran)`;
  if (state === 'failed') return `failed after ${time}`;
  if (state === 'cancelled') return `cancelled after ${time}`;
  return time;
}

/** Shorter steps are not worth a word. */
const WORTH_A_WORD = 1000;

/** Milliseconds of the longest of these steps when they last ran; null where nobody knows of any. */
export function longestRun(steps: readonly InstructionStep[]): number | null {
  const times = steps.flatMap(({ lastRun }) => (lastRun === null ? [] : [lastRun]));
  return times.length === 0 ? null : Math.max(...times);
}

/** `It took 41 s in the last build.`: what an instruction costs, for a finding that speaks about it; null where that is little or not known. */
export function costWords(steps: readonly InstructionStep[]): string | null {
  const ran = steps.filter(({ state }) => state === 'done').map(({ duration }) => duration);
  const before = steps.flatMap(({ lastRun }) => (lastRun === null ? [] : [lastRun]));
  const [longest, when] = ran.length > 0 ? [Math.max(...ran), 'in the last build'] : [Math.max(0, ...before), 'when it last ran'];
  return longest < WORTH_A_WORD ? null : `It took ${durationText(longest)} ${when}.`;
}

function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
