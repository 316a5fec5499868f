import type { Severity } from '../core/engine/finding.ts';
import { outlinesOf } from './findings.ts';
import { gravity } from './gravity.ts';
import type { FileReport } from './scanReport.ts';

/** The findings of one rule in a whole scan. */
export interface RuleCount {
  readonly rule: string;
  /** The gravest that it was found with. */
  readonly severity: Severity;
  readonly findings: number;
  readonly files: number;
  readonly fixableSafely: number;
}

/** By severity, then by how many there are. */
export function ruleCounts(files: readonly FileReport[]): RuleCount[] {
  const counts = new Map<string, { rule: string; severity: Severity; findings: number; files: number; fixableSafely: number }>();
  for (const { findings } of files) {
    const inFile = new Set<string>();
    for (const { rule, severity, fix } of outlinesOf(findings)) {
      const count = counts.get(rule) ?? { rule, severity, findings: 0, files: 0, fixableSafely: 0 };
      counts.set(rule, count);
      if (gravity(severity) < gravity(count.severity)) count.severity = severity;
      count.findings++;
      if (fix === 'safe') count.fixableSafely++;
      if (!inFile.has(rule)) count.files++;
      inFile.add(rule);
    }
  }
  return [...counts.values()].sort((a, b) => gravity(a.severity) - gravity(b.severity) || b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
}

/** The ids of all rules that found something, in the order of the alphabet. */
export function rulesFound(files: readonly FileReport[]): string[] {
  return ruleCounts(files).map(({ rule }) => rule).sort();
}
