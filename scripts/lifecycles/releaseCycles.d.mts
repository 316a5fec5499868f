export interface CycleRow {
  cycle: string;
  released: string;
  longTermSupport: string | null;
  endOfLife: string | null;
  codename: string | null;
}

export function readCycles(
  releases: readonly object[],
  options: { oldest: string; end?: string; byMajor?: boolean; isMajorOnly?: boolean; lines?: RegExp },
  previous: readonly CycleRow[],
): CycleRow[];
