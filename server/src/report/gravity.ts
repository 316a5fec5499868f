import { SEVERITIES, type Severity } from '../core/engine/finding.ts';
import { outlinesOf, type Findings } from './findings.ts';
import type { FileReport } from './scanReport.ts';

/** Lower is graver. */
export function gravity(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Sorts the files with the gravest findings first, of those the ones with most of them. */
export function byGravity(a: FileReport, b: FileReport): number {
  return gravest(a.findings) - gravest(b.findings) || b.findings.length - a.findings.length || (a.path < b.path ? -1 : 1);
}

function gravest(findings: Findings): number {
  return outlinesOf(findings).reduce<number>((most, { severity }) => Math.min(most, gravity(severity)), SEVERITIES.length);
}

/** How many findings there are of each severity, the gravest first. */
export function severityCounts(findings: Findings): number[] {
  const counts = SEVERITIES.map(() => 0);
  for (const { severity } of outlinesOf(findings)) counts[gravity(severity)]!++;
  return counts;
}
