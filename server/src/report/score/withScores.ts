import { outlinesOf } from '../findings.ts';
import type { ScanReport } from '../scanReport.ts';
import { scoreOf } from './score.ts';
import { scoreWorkspace } from './workspaceScore.ts';

/** The report with the score of each file, and of all together. */
export function withScores(report: ScanReport): ScanReport & Required<Pick<ScanReport, 'score'>> {
  const files = report.files.map((file) => ({ ...file, score: scoreOf(outlinesOf(file.findings)) }));
  return { ...report, files, score: scoreWorkspace(report.files.map(({ language, findings }) => ({ language, findings: outlinesOf(findings) }))) };
}
