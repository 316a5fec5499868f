import type { ExportFormat } from '../../../server/src/protocol.ts';
import type { BuildFacts } from '../../../server/src/timing/record.ts';
import type { BuildTrace, TraceDelta } from '../../../server/src/timing/trace.ts';

/** What the page is told. A page that stands alone in a file gets one `build` message from its own text. */
export type ToTimeline =
  /** Another build, or the same from the start; sent again when the page is asked for. */
  | { readonly kind: 'build'; readonly facts: BuildFacts; readonly trace: BuildTrace; readonly abilities: TimelineAbilities }
  | { readonly kind: 'delta'; readonly delta: TraceDelta }
  /** The build has ended: what is known now. */
  | { readonly kind: 'ended'; readonly facts: BuildFacts; readonly trace: BuildTrace; readonly abilities: TimelineAbilities }
  | { readonly kind: 'problem'; readonly text: string };

/** What the one who shows the page can do with it; all false in a file of its own. */
export interface TimelineAbilities {
  readonly canReveal: boolean;
  readonly canCancel: boolean;
  readonly canRebuild: boolean;
  readonly canCompare: boolean;
  readonly canExport: boolean;
}

/** What a person did in it. */
export type FromTimeline =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reveal'; readonly dockerfile: string; readonly line: number }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'rebuild'; readonly noCache: boolean }
  | { readonly kind: 'compare' }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  | { readonly kind: 'copy'; readonly text: string };
