import type { Severity } from '../core/engine/finding.ts';
import { amountText, bytesText } from '../core/text/amounts.ts';
import { listed } from '../core/text/listing.ts';
import type { BaselineReport } from './baseline.ts';
import type { ContextReport } from './contextReport.ts';
import type { ReportedFinding } from './reportedFinding.ts';
import { summarize, type FileReport, type ScanReport, type Summary } from './scanReport.ts';
import { scoreLines } from './score/scoreText.ts';
import { visible } from './visible.ts';

export type Style = 'red' | 'yellow' | 'cyan' | 'gray' | 'green' | 'bold';

/** Colours a text where the terminal can; returns it as it is elsewhere. */
export type Paint = (style: Style, text: string) => string;

/** How many of the largest build contexts are named. */
const NAMED_CONTEXTS = 3;

/** How many files that git ignores are named. */
const NAMED_IGNORED = 3;

/** How many findings of a baseline that are gone are named. */
const NAMED_GONE = 3;

const STYLE: Record<Severity, Style> = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'gray' };

const PLAIN: Paint = (_, text) => text;

/**
 * `path:line:column severity message [rule]`, one line a finding, lines and columns from 1: terminals make them links.
 * @param summary false leaves out what is told of all files together
 */
export function textReport(report: ScanReport, paint: Paint = PLAIN, options: { readonly summary?: boolean } = {}): string {
  return [...textPieces(report, paint, options)].join('');
}

/** The same in pieces of whole lines. */
export function* textPieces(report: ScanReport, paint: Paint = PLAIN, { summary = true }: { readonly summary?: boolean } = {}): Generator<string> {
  for (const file of report.files) for (const finding of file.findings) yield `${findingLine(file, finding, paint)}\n`;
  for (const { path, reason } of report.skipped) yield `${visible(path)}: ${paint('yellow', 'not checked')}: ${visible(reason)}\n`;
  for (const path of report.created) yield `${visible(path)}: ${paint('green', 'created')}\n`;
  if (summary) yield summaryText(report, paint);
}

/** What is told of all files together. */
export function summaryText(report: ScanReport, paint: Paint = PLAIN): string {
  const lines = [...summaryLines(summarize(report), paint), ...ignoredLines(report.ignored), ...baselineLines(report.baseline), ...contextLines(report.contexts), ...scoreLines(report, paint)];
  return lines.map((line) => `${line}\n`).join('');
}

/** Where .gitignore names files that are committed all the same, somebody must be able to see why nothing is told of them. */
function ignoredLines(ignored: readonly string[] = []): string[] {
  if (ignored.length === 0) return [];
  const [files, them] = ignored.length === 1 ? ['1 file that git ignores was', 'it'] : [`${ignored.length} files that git ignores were`, 'them'];
  return [`${files} left out (${listed(ignored.map(visible), NAMED_IGNORED)}): name ${them} to check ${them}.`];
}

function baselineLines(baseline: BaselineReport | undefined): string[] {
  if (!baseline) return [];
  const { known, gone, written } = baseline;
  const count = gone.reduce((sum, one) => sum + one.count, 0);
  const ones = (number: number): string => `${number} ${number === 1 ? 'finding' : 'findings'}`;
  if (written !== null) return [`${visible(written)} was written: it knows ${ones(known)} of this scan${count === 0 ? '' : `; ${ones(count)} that are gone were taken out`}.`];
  const left = known === 0 ? [] : [`${ones(known)} of the baseline ${known === 1 ? 'is' : 'are'} left out.`];
  const places = listed(gone.map(({ path, rule }) => `${visible(rule)} in ${visible(path)}`), NAMED_GONE);
  return count === 0 ? left : [...left, `${ones(count)} of the baseline ${count === 1 ? 'is' : 'are'} gone (${places}): take ${count === 1 ? 'it' : 'them'} out with --write-baseline.`];
}

function findingLine({ path }: FileReport, finding: ReportedFinding, paint: Paint): string {
  const { line, character } = finding.start;
  const place = `${visible(path)}:${line + 1}:${character + 1}`;
  const withheld = finding.withheld ? ` ${paint('gray', `No safe fix: ${visible(finding.withheld)}`)}` : '';
  return `${place} ${paint(STYLE[finding.severity], finding.severity)} ${visible(finding.message)}${withheld} ${paint('gray', `[${visible(finding.rule)}]`)}${offer(finding, paint)}`;
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
