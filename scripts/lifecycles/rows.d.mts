import type { Offer } from './officialTags.mjs';
import type { CycleRow } from './releaseCycles.mjs';

export function formatCycle(cycle: CycleRow): string;
export function parseCycle(row: string): CycleRow;
export function formatTags(tags: Offer['tags']): string[];
export function parseTags(rows: readonly string[]): Offer['tags'];
