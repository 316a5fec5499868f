import type { Severity } from '../core/engine/finding.ts';
import { amountText, bytesText } from '../core/text/amounts.ts';
import type { ContextReport } from './contextReport.ts';
import type { ReportedFinding } from './reportedFinding.ts';
import { summarize, type FileReport, type ScanReport, type Summary } from './scanReport.ts';
import { visible } from './visible.ts';

export type Style = 'red' | 'yellow' | 'cyan' | 'gray' | 'green' | 'bold';

/** Colours a text where the terminal can; returns it as it is elsewhere. */
export type Paint = (style: Style, text: string) => string;

/** How many of the largest build contexts are named. */
const NAMED_CONTEXTS = 3;

const STYLE: Record<Severity, Style> = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'gray' };

/** `path:line:column severity message [rule]`, one line a finding, lines and columns from 1: terminals make them links. */
export function textReport(report: ScanReport, paint: Paint = (_, text) => text): string {
  const lines = report.files.flatMap((file) => file.findings.map((finding) => findingLine(file, finding, paint)));
  for (const { path, reason } of report.skipped) lines.push(`${visible(path)}: ${paint('yellow', 'not checked')}: ${visible(reason)}`);
  for (const path of report.created) lines.push(`${visible(path)}: ${paint('green', 'created')}`);
  return `${[...lines, ...summaryLines(summarize(report), paint), ...contextLines(report.contexts)].join('\n')}\n`;
}

function findingLine({ path }: FileReport, finding: ReportedFinding, paint: Paint): string {
  const { line, character } = finding.start;
  const place = `${visible(path)}:${line + 1}:${character + 1}`;
  const withheld = finding.withheld ? ` ${paint('gray', `No safe fix: ${visible(finding.withheld)}`)}` : '';
  return `${place} ${paint(STYLE[finding.severity], finding.severity)} ${visible(finding.message)}${withheld} ${paint('gray', `[${finding.rule}]`)}${offer(finding, paint)}`;
}

function offer({ fixes }: ReportedFinding, paint: Paint): string {
  if (fixes.some(({ kind }) => kind === 'safe')) return ` ${paint('green', '(--fix)')}`;
  return fixes.length > 0 ? ` ${paint('gray', '(--fix=suggestions)')}` : '';
}

function summaryLines(summary: Summary, paint: Paint): string[] {
  const found = (['error', 'warning', 'information', 'hint'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) => paint(STYLE[severity], `${summary[severity]} ${severity}`))
    .join(', ');
  const files = `${summary.files} ${summary.files === 1 ? 'file' : 'files'}`;
  const lines = [summary.findings === 0 ? `No findings in ${files}.` : `${summary.findings} ${summary.findings === 1 ? 'finding' : 'findings'} in ${files}: ${found}.`];
  if (summary.fixed > 0) lines.push(`${summary.fixed} fixed.`);
  if (summary.fixableSafely > 0) lines.push(`${summary.fixableSafely} can be fixed safely: run again with --fix.`);
  if (summary.suggestions > 0) lines.push(`${summary.suggestions} more have suggestions: look at them in the editor, or take all with --fix=suggestions.`);
  return lines;
}

/** One line for all, then the largest by name: a list of forty contexts is for `--format json`. */
function contextLines(contexts: readonly ContextReport[]): string[] {
  const measured = contexts.flatMap(({ path, sent, unfiltered }) => (sent && unfiltered ? [{ path, sent, unfiltered }] : []));
  if (measured.length === 0) return [];
  const sum = (pick: (context: (typeof measured)[number]) => number): number => measured.reduce((total, context) => total + pick(context), 0);
  const count = measured.length === 1 ? '1 build context' : `${measured.length} build contexts`;
  const sent = amountText({ bytes: sum((context) => context.sent.bytes), files: sum((context) => context.sent.files) });
  const saved = sum((context) => context.unfiltered.bytes - context.sent.bytes);
  const largest = [...measured].sort((a, b) => b.sent.bytes - a.sent.bytes).slice(0, NAMED_CONTEXTS);
  const named = largest.map(({ path, sent: { bytes } }) => `${visible(path)} ${bytesText(bytes)}`).join(', ');
  return [`${count} ${measured.length === 1 ? 'sends' : 'send'} ${sent} (${named}); .dockerignore files keep out ${bytesText(saved)}.`];
}
