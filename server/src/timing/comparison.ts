import type { StepState } from './trace.ts';

/** Two builds side by side: `before` and `after` are ids of records. */
export interface Comparison {
  readonly before: string;
  readonly after: string;
  /** Milliseconds of the builder's wall time. */
  readonly wall: { readonly before: number; readonly after: number };
  readonly cacheRate: { readonly before: number | null; readonly after: number | null };
  /** Bytes of all images that both have; null where none is known. */
  readonly imageBytes: { readonly before: number; readonly after: number } | null;
  readonly contextBytes: { readonly before: number; readonly after: number };
  readonly targets: readonly TargetComparison[];
  /** One sentence for a person in a hurry: what changed most, and why. */
  readonly headline: string;
}

export interface TargetComparison {
  readonly target: string;
  /** Where only one of the builds has it. */
  readonly only: 'before' | 'after' | null;
  readonly steps: readonly StepComparison[];
  /** The first step that did not come from the cache although it was there before, and why. Null where all came from it, and where there is nothing to compare with. */
  readonly firstMiss: { readonly step: string; readonly label: string; readonly line: number | null; readonly reason: MissReason } | null;
}

export interface StepComparison {
  readonly label: string;
  readonly stage: string | null;
  /** 0-based line in the newer Dockerfile, else in the older. */
  readonly line: number | null;
  /** Null where that build did not have the step. */
  readonly before: StepSide | null;
  readonly after: StepSide | null;
  readonly change: 'same' | 'slower' | 'faster' | 'lost its cache' | 'now cached' | 'new' | 'gone';
}

export interface StepSide {
  readonly id: string;
  readonly state: StepState;
  readonly duration: number;
}

/** Why a step ran again. `sentence` is for people and ends with a full stop; `kind` is for programs. */
export interface MissReason {
  readonly kind:
    | 'files' | 'mode' | 'ignore' | 'instruction' | 'argument' | 'base-image' | 'target' | 'platform'
    | 'no-cache' | 'builder' | 'other-target' | 'not-built-before' | 'evicted' | 'unknown';
  readonly sentence: string;
  /** Paths or names of what changed, most telling first, at most twenty. */
  readonly changed: readonly string[];
  /** How many changed in all. */
  readonly count: number;
}
