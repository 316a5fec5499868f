import type { BuildEntry } from '../../../server/src/protocol.ts';
import type { Comparison } from '../../../server/src/timing/comparison.ts';

export type ToComparison =
  | { readonly kind: 'comparison'; readonly comparison: Comparison; readonly before: BuildEntry; readonly after: BuildEntry }
  | { readonly kind: 'problem'; readonly text: string };

export type FromComparison =
  | { readonly kind: 'ready' }
  /** 0-based line of the newer Dockerfile of that target. */
  | { readonly kind: 'reveal'; readonly target: string; readonly line: number }
  /** The timeline of one of the two builds. */
  | { readonly kind: 'open'; readonly side: 'before' | 'after' }
  | { readonly kind: 'swap' }
  | { readonly kind: 'copy'; readonly text: string };
