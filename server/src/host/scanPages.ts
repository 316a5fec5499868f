import { htmlReport } from '../report/html.ts';
import { SCAN_STYLE } from '../report/html/style.ts';
import { sarifReport } from '../report/sarif.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { RULES } from '../rules/index.ts';
import { pageAsset } from './pageAsset.ts';
import { readRulePages } from './rulePages.ts';

/** SARIF with the pages of the rules that found something as their help. */
export async function sarifWithHelp(report: ScanReport, version: string): Promise<string> {
  const pages = await readRulePages([...new Set(report.files.flatMap(({ findings }) => findings.map(({ rule }) => rule)))]);
  return sarifReport(report, { version, rules: RULES.map(({ meta }) => meta), page: (rule) => pages.get(rule) ?? null });
}

/** The report as one page that needs nothing else. */
export function htmlPage(report: ScanReport): string {
  return htmlReport(report, pageAsset(SCAN_STYLE));
}
