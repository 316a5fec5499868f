import { htmlPieces, htmlReport } from '../report/html.ts';
import { SCAN_STYLE } from '../report/html/style.ts';
import { rulesFound } from '../report/ruleCounts.ts';
import { sarifPieces } from '../report/sarif.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { RULES } from '../rules/index.ts';
import { pageAsset } from './pageAsset.ts';
import { readRulePages } from './rulePages.ts';

/** SARIF with the pages of the rules that found something as their help. */
export async function sarifWithHelp(report: ScanReport, version: string): Promise<string> {
  return [...(await sarifWithHelpPieces(report, version))()].join('');
}

/** The same in pieces, from the first one each time. */
export async function sarifWithHelpPieces(report: ScanReport, version: string): Promise<() => Iterable<string>> {
  const pages = await readRulePages(rulesFound(report.files));
  return () => sarifPieces(report, { version, rules: RULES.map(({ meta }) => meta), page: (rule) => pages.get(rule) ?? null });
}

/** The report as one page that needs nothing else. */
export function htmlPage(report: ScanReport): string {
  return htmlReport(report, pageAsset(SCAN_STYLE));
}

/** The same, piece by piece. */
export function htmlPagePieces(report: ScanReport): Iterable<string> {
  return htmlPieces(report, pageAsset(SCAN_STYLE));
}
