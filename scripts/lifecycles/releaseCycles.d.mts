export interface CycleRow {
  cycle: string;
  released: string;
  longTermSupport: string | null;
  endOfLife: string;
  codename?: string;
}

export function readCycles(releases: readonly object[], oldest: string, previous: readonly { cycle: string; codename?: string }[]): CycleRow[];
