import type { Severity } from '../core/engine/finding.ts';
import { fullMessage } from './fullMessage.ts';
import type { ReportedFinding } from './reportedFinding.ts';
import type { ScanReport } from './scanReport.ts';
import { visible } from './visible.ts';
import { xmlText } from './xml.ts';

const SEVERITY: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'info', hint: 'info' };

/** The report as Checkstyle writes its own, which most services for CI read. Lines and columns from 1; every file that was checked is named. */
export function checkstyleReport(report: ScanReport): string {
  return [...checkstylePieces(report)].join('');
}

/** The same, piece by piece. */
export function* checkstylePieces(report: ScanReport): Generator<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n';
  for (const { path, findings } of report.files) yield fileElement(path, Array.from(findings, findingElement));
  for (const { path, reason } of report.skipped) yield fileElement(path, [errorElement({ line: 1, severity: 'warning', message: `Not checked: ${reason}`, source: 'drydock' })]);
  yield '</checkstyle>\n';
}

function fileElement(path: string, children: readonly string[]): string {
  const name = xmlText(path);
  return children.length === 0 ? `  <file name="${name}"/>\n` : `  <file name="${name}">\n${children.join('')}  </file>\n`;
}

function findingElement(finding: ReportedFinding): string {
  const { line, character } = finding.start;
  return errorElement({ line: line + 1, column: character + 1, severity: SEVERITY[finding.severity], message: fullMessage(finding), source: `drydock.${finding.rule}` });
}

function errorElement({ line, column, severity, message, source }: { line: number; column?: number; severity: string; message: string; source: string }): string {
  const at = column === undefined ? '' : ` column="${column}"`;
  return `    <error line="${line}"${at} severity="${severity}" message="${xmlText(visible(message))}" source="${xmlText(source)}"/>\n`;
}
