import type { Offer } from './officialTags.mjs';
import type { CycleRow } from './releaseCycles.mjs';

export interface Table {
  asOf: string;
  tagsAsOf: string;
  sources: { name: string; date: string }[];
  families: Record<string, { title: string; cycles: CycleRow[] } & Offer>;
}

export function formatTable(table: Table): string;
export function differences(before: Table, after: Table): string[];
