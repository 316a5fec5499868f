import { countText, groupDigits } from '../core/text/amounts.ts';
import { codeMarkdown, tableMarkdown } from '../timing/export/markdownText.ts';
import { fullMessage } from './fullMessage.ts';
import { byGravity, severityCounts } from './gravity.ts';
import { messageMarkdown } from './messageMarkdown.ts';
import type { ReportedFinding } from './reportedFinding.ts';
import { ruleCounts } from './ruleCounts.ts';
import { summarize, type FileReport, type ScanReport } from './scanReport.ts';
import { scoreText } from './score/gates.ts';
import { utf8Length } from './utf8Length.ts';
import { wellFormed } from './wellFormed.ts';

/** Bytes. GitHub takes a mebibyte for the summaries of a step; some is left to what others add. */
const MOST_BYTES = 1_000_000;
/** Rows of a table, and sentences of a list: a summary is for people. */
const MOST_ROWS = 100;
/** After so many files for which there was no room the others are only counted: writing what is thrown away takes its time. */
const MOST_MISSES = 20;
/** Characters of a message, and of a path. */
const [MOST_MESSAGE, MOST_PATH] = [600, 200];

/**
 * The report as Markdown, such as the job summary of GitHub Actions or a comment shows it. Whatever comes from files is shown and never acts.
 * @param most bytes of the whole; of what does not fit it says how much there is
 */
export function markdownReport(report: ScanReport, most: number = MOST_BYTES): string {
  const worstFirst = report.files.filter(({ findings }) => findings.length > 0).sort(byGravity);
  const overview = [headline(report), scores(report), gates(report), totals(report), ruleTable(report), fileTable(worstFirst, report), skippedList(report)];
  const text = new BoundedText(most);
  for (const section of overview) text.add(section);
  let [left, misses] = [0, 0];
  for (const file of worstFirst) {
    const told = misses < MOST_MISSES && text.add(fileFindings(file, report.score !== undefined));
    if (told) continue;
    left += file.findings.length;
    misses++;
  }
  return text.end(left === 0 ? '' : `\nand ${countText(left, 'more finding')}, for which there is no room here.\n`);
}

/** Sections up to a number of bytes. */
class BoundedText {
  private readonly sections: string[] = [];
  private bytes = 0;

  constructor(private readonly most: number) {}

  /** @returns false where it does not fit any more; room for a closing sentence is kept */
  add(section: string): boolean {
    if (section === '') return true;
    const text = wellFormed(section);
    const bytes = utf8Length(text) + 1;
    if (this.bytes + bytes > this.most - 200) return false;
    this.sections.push(text);
    this.bytes += bytes;
    return true;
  }

  end(sentence: string): string {
    return `${this.sections.join('\n')}${sentence}`;
  }
}

function headline(report: ScanReport): string {
  const { findings, files, fixed } = summarize(report);
  const found = findings === 0 ? 'no findings' : countText(findings, 'finding');
  return `### Drydock: ${found} in ${countText(files, 'file')}${fixed > 0 ? `, ${groupDigits(fixed)} fixed` : ''}\n`;
}

function scores({ score }: ScanReport): string {
  if (!score) return '';
  return `**Score ${score.overall} of 100**, security ${scoreText('security', score.security)} and maintainability ${scoreText('maintainability', score.maintainability)} of 10.\n`;
}

function gates({ gates: results = [] }: ScanReport): string {
  if (results.length === 0) return '';
  return table(['Gate', 'Result', ''], results.map(({ gate, passed, message }) => [gate, passed ? 'passed' : '**failed**', messageMarkdown(message, MOST_MESSAGE)]));
}

function totals(report: ScanReport): string {
  const { findings, error, warning, information, hint, fixableSafely, suggestions } = summarize(report);
  if (findings === 0) return '';
  const cells = [error, warning, information, hint, fixableSafely, suggestions].map(groupDigits);
  return table(['Errors', 'Warnings', 'Information', 'Hints', 'Safe fixes', 'Suggestions'], [cells], () => true);
}

function ruleTable({ files }: ScanReport): string {
  const rows = ruleCounts(files).map(({ rule, severity, findings, files: count, fixableSafely }) => [
    codeMarkdown(rule),
    severity,
    groupDigits(findings),
    groupDigits(count),
    groupDigits(fixableSafely),
  ]);
  return rows.length === 0 ? '' : `**By rule**\n\n${table(['Rule', 'Severity', 'Findings', 'Files', 'Safe fixes'], rows, (column) => column > 1)}`;
}

function fileTable(files: readonly FileReport[], { score }: ScanReport): string {
  if (files.length === 0) return '';
  const head = ['File', ...(score ? ['Score', 'Security', 'Maintainability'] : []), 'Errors', 'Warnings', 'Information', 'Hints'];
  const rows = files.map((file) => [codeMarkdown(file.path, MOST_PATH), ...(score ? scoreCells(file) : []), ...severityCounts(file.findings).map(groupDigits)]);
  return `**By file**\n\n${table(head, rows, (column) => column > 0)}`;
}

function scoreCells({ score }: FileReport): string[] {
  if (!score) return ['–', '–', '–'];
  return [scoreText('overall', score.overall), scoreText('security', score.security), scoreText('maintainability', score.maintainability)];
}

function fileFindings({ path, findings, score }: FileReport, hasScores: boolean): string {
  const told = [...findings].slice(0, MOST_ROWS).map(findingItem);
  const left = findings.length - told.length;
  const rest = left > 0 ? `- and ${countText(left, 'more finding')}\n` : '';
  const scored = hasScores && score ? ` (${score.overall} of 100)` : '';
  return `#### ${codeMarkdown(path, MOST_PATH)}${scored}\n\n${told.join('')}${rest}`;
}

function findingItem(finding: ReportedFinding): string {
  const { rule, severity, start, fixes } = finding;
  const fix = fixes.some(({ kind }) => kind === 'safe') ? ', safe fix' : fixes.length > 0 ? ', suggestion' : '';
  return `- Line ${start.line + 1}, **${severity}**: ${messageMarkdown(fullMessage(finding), MOST_MESSAGE)} (${codeMarkdown(rule)}${fix})\n`;
}

function skippedList({ skipped }: ScanReport): string {
  if (skipped.length === 0) return '';
  const left = skipped.length - MOST_ROWS;
  const items = skipped.slice(0, MOST_ROWS).map(({ path, reason }) => `- ${codeMarkdown(path, MOST_PATH)}: ${messageMarkdown(reason, MOST_MESSAGE)}\n`);
  return `**Not checked**\n\n${items.join('')}${left > 0 ? `- and ${countText(left, 'more file')}\n` : ''}`;
}

/** Cells are Markdown already. */
function table(head: readonly string[], rows: readonly (readonly string[])[], isFigure?: (column: number) => boolean): string {
  const left = rows.length - MOST_ROWS;
  return `${tableMarkdown(head, rows.slice(0, MOST_ROWS), isFigure)}${left > 0 ? `\nand ${groupDigits(left)} more\n` : ''}`;
}
