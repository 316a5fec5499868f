import { append } from '../../core/collections/multimap.ts';
import type { BuildSummary, TargetSummary } from './entries.ts';

/** One service or target over the builds that the history holds. */
export interface Trend {
  readonly name: string;
  readonly builds: number;
  readonly failures: number;
  /** Mean over successful builds, in milliseconds; null where there is none. */
  readonly average: number | null;
  /** Mean over successful builds; null where none of them had an instruction. */
  readonly cacheRate: number | null;
  /** Durations of the last successful builds, oldest first, at most twenty. */
  readonly recent: readonly number[];
}

const MOST_RECENT = 20;

/**
 * By name. Builds that were cancelled, and targets that never began, say nothing of how long they take and are left out.
 * @param builds newest first
 */
export function trendsOf(builds: readonly BuildSummary[]): readonly Trend[] {
  const byName = new Map<string, TargetSummary[]>();
  for (const target of builds.flatMap(({ targets }) => targets)) {
    if (target.state === 'done' || target.state === 'failed') append(byName, target.name, target);
  }
  return [...byName].map(([name, targets]) => trendOf(name, targets)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function trendOf(name: string, targets: readonly TargetSummary[]): Trend {
  const done = targets.filter(({ state }) => state === 'done');
  return {
    name,
    builds: targets.length,
    failures: targets.length - done.length,
    average: mean(done.map(({ milliseconds }) => milliseconds)),
    cacheRate: mean(done.flatMap(({ cacheRate }) => (cacheRate === null ? [] : [cacheRate]))),
    recent: done.slice(0, MOST_RECENT).map(({ milliseconds }) => milliseconds).reverse(),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
