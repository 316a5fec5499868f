import type { ReportedFinding } from './reportedFinding.ts';
import { summarize, type ScanReport } from './scanReport.ts';

/** Version of the shape below: it grows only by new keys; anything else is a new number. Documented in README.md. */
export const JSON_VERSION = 1;

export function jsonReport(report: ScanReport): string {
  const files = report.files.map(({ path, findings }) => ({ path, findings: findings.map(jsonFinding) }));
  const { skipped, created, contexts } = report;
  return `${JSON.stringify({ version: JSON_VERSION, files, skipped, created, contexts, summary: summarize(report) }, null, 2)}\n`;
}

function jsonFinding(finding: ReportedFinding) {
  const fix = finding.fixes[0];
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    range: { start: finding.start, end: finding.end },
    fix: fix ? { kind: fix.kind, title: fix.title } : null,
    withheld: finding.withheld,
    fingerprint: finding.fingerprint,
  };
}
