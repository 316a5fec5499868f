import { bytesText, countText, groupDigits } from '../core/text/amounts.ts';
import type { Amount } from '../core/engine/projectView.ts';
import type { PageAsset } from '../timing/export/html.ts';
import type { ContextReport } from './contextReport.ts';
import { fullMessage } from './fullMessage.ts';
import { byGravity, severityCounts } from './gravity.ts';
import { html, type Html } from './html/markup.ts';
import type { ReportedFinding } from './reportedFinding.ts';
import { ruleCounts } from './ruleCounts.ts';
import { summarize, type FileReport, type ScanReport } from './scanReport.ts';
import { scoreText } from './score/gates.ts';

/** Files of a list that nobody acts on; there may be thousands. */
const MOST_NAMED = 1_000;

/**
 * The report as one page that needs nothing else: no script, no network. Its policy lets this one style sheet apply, and nothing load or run.
 * @param style `SCAN_STYLE` with its hash
 */
export function htmlReport(report: ScanReport, style: PageAsset): string {
  return [...htmlPieces(report, style)].join('');
}

/** The same, piece by piece. */
export function* htmlPieces(report: ScanReport, style: PageAsset): Generator<string> {
  const worstFirst = report.files.filter(({ findings }) => findings.length > 0).sort((a, b) => byScore(a, b) || byGravity(a, b));
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${style.hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Drydock scan report</title>
<style>${style.text}</style>
</head>
<body>
`;
  for (const part of bodyParts(report, worstFirst)) yield part.html;
  yield '</body>\n</html>\n';
}

function* bodyParts(report: ScanReport, worstFirst: readonly FileReport[]): Generator<Html> {
  yield* [...headline(report), ...gates(report), ...ruleTable(report), ...fileTable(worstFirst, report)];
  if (worstFirst.length > 0) yield html`<h2>Findings</h2>\n`;
  for (const [index, file] of worstFirst.entries()) yield fileFindings(file, index);
  yield* [...contextTable(report.contexts), ...leftOut(report)];
}

function headline(report: ScanReport): Html[] {
  const { findings, files, fixed, error, warning, information, hint, fixableSafely, suggestions } = summarize(report);
  const { score } = report;
  const found = findings === 0 ? 'No findings' : countText(findings, 'finding');
  const severities = `${countText(error, 'error')}, ${countText(warning, 'warning')}, ${groupDigits(information)} information, ${countText(hint, 'hint')}; ${countText(fixableSafely, 'safe fix', 'safe fixes')}, ${countText(suggestions, 'suggestion')}.`;
  return [
    html`<h1>Drydock scan report</h1>\n<p>${found} in ${countText(files, 'file')}${fixed > 0 ? `, ${groupDigits(fixed)} fixed` : ''}.</p>\n`,
    ...(findings === 0 ? [] : [html`<p class="quiet">${severities}</p>\n`]),
    ...(score ? [html`<p>Score <strong>${score.overall}</strong> of 100, security <strong>${scoreText('security', score.security)}</strong> and maintainability <strong>${scoreText('maintainability', score.maintainability)}</strong> of 10.</p>\n`] : []),
  ];
}

function gates({ gates: results = [] }: ScanReport): Html[] {
  if (results.length === 0) return [];
  const rows = results.map(({ gate, passed, message }) => html`<tr><th scope="row">${gate}</th><td>${passed ? 'passed' : html`<span class="error">failed</span>`}</td><td>${message}</td></tr>\n`);
  return [html`<h2>Gates</h2>\n`, table(['Gate', 'Result', 'What came out'], rows)];
}

function ruleTable({ files }: ScanReport): Html[] {
  const rows = ruleCounts(files).map(({ rule, severity, findings, files: count, fixableSafely }) =>
    html`<tr><th scope="row"><code>${rule}</code></th><td>${severityOf(severity)}</td>${figures([findings, count, fixableSafely])}</tr>\n`);
  return rows.length === 0 ? [] : [html`<h2>By rule</h2>\n`, table(['Rule', 'Severity', '#Findings', '#Files', '#Safe fixes'], rows)];
}

function fileTable(files: readonly FileReport[], { score }: ScanReport): Html[] {
  if (files.length === 0) return [];
  const head = ['File', ...(score ? ['#Score', '#Security', '#Maintainability'] : []), '#Errors', '#Warnings', '#Information', '#Hints'];
  const rows = files.map((file, index) => html`<tr><th scope="row"><a href="#file-${index}">${file.path}</a></th>${score ? scoreCells(file) : []}${figures(severityCounts(file.findings))}</tr>\n`);
  return [html`<h2>By file</h2>\n`, table(head, rows)];
}

function scoreCells({ score }: FileReport): Html[] {
  return (['overall', 'security', 'maintainability'] as const).map((part) => html`<td class="number">${score ? scoreText(part, score[part]) : '–'}</td>`);
}

function fileFindings({ path, findings }: FileReport, index: number): Html {
  return html`<details id="file-${index}" open><summary><strong>${path}</strong> <span class="quiet">${countText(findings.length, 'finding')}</span></summary>\n<ul>\n${Array.from(findings, findingItem)}</ul>\n</details>\n`;
}

function findingItem(finding: ReportedFinding): Html {
  const { rule, severity, start, fixes } = finding;
  const fix = fixes.some(({ kind }) => kind === 'safe') ? 'safe fix' : fixes.length > 0 ? 'suggestion' : '';
  const badge = fix === '' ? [] : [html` <span class="badge">${fix}</span>`];
  return html`<li>Line ${start.line + 1}: ${severityOf(severity)} ${fullMessage(finding)} <code class="quiet">${rule}</code>${badge}</li>\n`;
}

function contextTable(contexts: readonly ContextReport[]): Html[] {
  if (contexts.length === 0) return [];
  const rows = contexts.map(({ path, known, dockerfiles, ignoreFiles, sent, unfiltered, complete }) => html`<tr><th scope="row">${path}${known ? '' : ' (nobody was seen building it)'}</th><td class="number">${groupDigits(dockerfiles.length)}</td><td class="number">${amount(sent, complete)}</td><td class="number">${ignoreFiles.length === 0 ? 'there is none' : amount(unfiltered, complete)}</td></tr>\n`);
  return [html`<h2>Build contexts</h2>\n`, table(['Build context', '#Dockerfiles', '#Builds send', '#Without .dockerignore'], rows)];
}

function amount(one: Amount | null, complete: boolean): string {
  return one === null ? 'not measured' : `${complete ? '' : 'at least '}${bytesText(one.bytes)} in ${countText(one.files, 'file')}`;
}

function leftOut({ skipped, ignored = [] }: ScanReport): Html[] {
  const rows = [
    ...skipped.map(({ path, reason }) => html`<tr><th scope="row">${path}</th><td>${reason}</td></tr>\n`),
    ...ignored.slice(0, MOST_NAMED).map((path) => html`<tr><th scope="row">${path}</th><td>It is ignored, by git or by the editor.</td></tr>\n`),
  ];
  const rest = ignored.length - MOST_NAMED;
  return rows.length === 0 ? [] : [html`<h2>Left out</h2>\n`, table(['File or folder', 'Why'], rows), ...(rest > 0 ? [html`<p class="quiet">and ${countText(rest, 'more file')} that are ignored</p>\n`] : [])];
}

/** @param head a heading that begins with `#` stands above figures */
function table(head: readonly string[], rows: readonly Html[]): Html {
  const heads = head.map((title) => (title.startsWith('#') ? html`<th scope="col" class="number">${title.slice(1)}</th>` : html`<th scope="col">${title}</th>`));
  return html`<table>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${rows}</tbody>\n</table>\n`;
}

function figures(counts: readonly number[]): Html[] {
  return counts.map((count) => html`<td class="number">${groupDigits(count)}</td>`);
}

function severityOf(severity: ReportedFinding['severity']): Html {
  if (severity === 'error') return html`<span class="error">error</span>`;
  return severity === 'warning' ? html`<span class="warning">warning</span>` : html`<span class="quiet">${severity}</span>`;
}

/** Where scores are asked for, the lowest comes first. */
function byScore(a: FileReport, b: FileReport): number {
  return (a.score?.overall ?? 0) - (b.score?.overall ?? 0);
}
