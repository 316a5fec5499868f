import type { TierRow, TierTableResult } from '../../../server/src/protocol.ts';

/** What the table is told. */
export type ToTable =
  | { readonly kind: 'table'; readonly file: string; readonly tiers: TierTableResult['tiers']; readonly rows: readonly TierRow[]; readonly hasEdits: boolean }
  | { readonly kind: 'problem'; readonly text: string };

/** What a person did in it. */
export type FromTable =
  | { readonly kind: 'ready' }
  /** `tier` is null for a service that is to be left alone. */
  | { readonly kind: 'choose'; readonly service: string; readonly tier: string | null }
  | { readonly kind: 'reveal'; readonly service: string }
  | { readonly kind: 'compare' }
  | { readonly kind: 'apply' };
