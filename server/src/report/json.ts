import type { Finding } from '../core/engine/finding.ts';
import type { LineIndex } from '../core/text/lines.ts';
import { summarize, type ScanReport } from './scanReport.ts';

/** Version of the shape below: it grows only by new keys; anything else is a new number. Documented in README.md. */
export const JSON_VERSION = 1;

export function jsonReport(report: ScanReport): string {
  const files = report.files.map(({ path, lines, findings }) => ({
    path,
    findings: findings.map((finding) => jsonFinding(finding, lines)),
  }));
  const { skipped, created, contexts } = report;
  return `${JSON.stringify({ version: JSON_VERSION, files, skipped, created, contexts, summary: summarize(report) }, null, 2)}\n`;
}

function jsonFinding(finding: Finding, lines: LineIndex) {
  const fix = finding.fixes[0];
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    range: { start: lines.positionAt(finding.span.start), end: lines.positionAt(finding.span.end) },
    fix: fix ? { kind: fix.kind, title: fix.title } : null,
    withheld: finding.withheld,
  };
}
