import { JsonList, jsonPieces } from './jsonPieces.ts';
import type { ReportedFinding, ReportedFix } from './reportedFinding.ts';
import type { Points } from './score/points.ts';
import { summarize, type FileReport, type ScanReport } from './scanReport.ts';

/** Version of the shape below: it grows only by new keys; anything else is a new number. Documented in server/docs/reports.md. */
export const JSON_VERSION = 1;

export function jsonReport(report: ScanReport): string {
  return [...jsonReportPieces(report)].join('');
}

/** The same, piece by piece. */
export function* jsonReportPieces(report: ScanReport): Generator<string> {
  const { skipped, ignored = [], created, contexts, baseline, score, gates } = report;
  const told = {
    version: JSON_VERSION,
    files: new JsonList(eachFile(report.files)),
    skipped,
    ignored,
    created,
    contexts,
    ...(baseline && { baseline }),
    ...(score && { score: jsonScore(score) }),
    ...(gates && { gates }),
    summary: summarize(report),
  };
  for (const piece of jsonPieces(told)) yield withoutLoneHalves(piece);
  yield '\n';
}

function* eachFile(files: readonly FileReport[]): Generator<unknown> {
  for (const file of files) yield jsonFile(file);
}

function jsonFile({ path, language, findings, score }: FileReport) {
  return { path, language, ...(score && { score: jsonScore(score) }), findings: Array.from(findings, jsonFinding) };
}

/** What it was lost by follows from the findings: `drydock explain score` tells it. */
function jsonScore({ overall, security, maintainability }: Points): Points {
  return { overall, security, maintainability };
}

function jsonFinding(finding: ReportedFinding) {
  const fix = finding.fixes[0];
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    range: { start: finding.start, end: finding.end },
    related: finding.related,
    fix: fix ? { kind: fix.kind, title: fix.title } : null,
    fixes: finding.fixes.map(jsonFix),
    withheld: finding.withheld,
    fingerprint: finding.fingerprint,
  };
}

function jsonFix({ kind, title, edits, creates, reachesOthers }: ReportedFix) {
  return { kind, title, edits: edits.map(({ start, end, text }) => ({ range: { start, end }, text })), creates, reachesOthers };
}

/** JSON.stringify writes half a surrogate pair as an escape, for which strict readers refuse the whole text. */
function withoutLoneHalves(json: string): string {
  if (!/\\ud[89a-f]/.test(json)) return json;
  // Every escape is taken whole, so that `\\ud800`, a backslash and letters, stays what it is.
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|[^])/g, (found, half?: string) => (half === undefined ? found : '\ufffd'));
}
