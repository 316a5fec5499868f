import type { BuildEntry } from '../../../server/src/protocol.ts';
import type { Comparison } from '../../../server/src/timing/comparison.ts';

export type ToComparison =
  /** `before` is the older build. */
  | { readonly kind: 'comparison'; readonly comparison: Comparison; readonly before: BuildEntry; readonly after: BuildEntry }
  | { readonly kind: 'problem'; readonly text: string };

export type Side = 'before' | 'after';

export type FromComparison =
  | { readonly kind: 'ready' }
  /** The line of a step, by its id in the build of that side. */
  | { readonly kind: 'reveal'; readonly side: Side; readonly step: string }
  /** The timeline of one of the two builds. */
  | { readonly kind: 'open'; readonly side: Side }
  | { readonly kind: 'copy'; readonly text: string };
