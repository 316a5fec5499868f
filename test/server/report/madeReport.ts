import type { ReportedFinding, ReportedFix } from '../../../server/src/report/reportedFinding.ts';
import type { FileReport, ScanReport } from '../../../server/src/report/scanReport.ts';

/** Reports made by hand, as much of them as a test is about. */
export function madeFinding(parts: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    rule: 'require-cache-mount',
    messageId: 'missing',
    message: 'pip downloads everything again.',
    severity: 'warning',
    confidence: 'high',
    start: { line: 3, character: 4 },
    end: { line: 3, character: 15 },
    related: [],
    fixes: [],
    withheld: null,
    fingerprint: '1ec5ae5ba9d616',
    ...parts,
  };
}

export function madeFix(parts: Partial<ReportedFix> = {}): ReportedFix {
  const place = { line: 3, character: 4 };
  return { kind: 'safe', title: 'Add a cache mount', edits: [{ start: place, end: place, text: '--mount=type=cache,target=/root/.cache/pip ' }], creates: [], reachesOthers: false, ...parts };
}

export function madeFile(path: string, findings: readonly ReportedFinding[], parts: Partial<FileReport> = {}): FileReport {
  return { path, language: 'dockerfile', findings, fixed: 0, ...parts };
}

export function madeReport(files: readonly FileReport[], parts: Partial<ScanReport> = {}): ScanReport {
  return { files, skipped: [], created: [], contexts: [], ...parts };
}
