import { bytesText, durationText, percentText } from '../amounts.ts';
import type { Comparison } from '../comparison.ts';
import type { TraceStep } from '../trace.ts';
import type { BuiltReport, ShowPath } from './builtReport.ts';
import { failuresOf, type Failure } from './failures.ts';
import { codeMarkdown, fencedMarkdown, plainMarkdown, tableMarkdown } from './markdownText.ts';
import { compareSteps } from './notableChanges.ts';
import { stepName } from './stepName.ts';
import { targetRows, type TargetRow } from './targetRows.ts';
import { amountSentences, headline, missesOf, slowestSteps } from './words.ts';

/** Rows of a table: a summary is for people, and GitHub takes a mebibyte. */
const MOST_ROWS = 100;

/** The build as Markdown, such as the job summary of GitHub Actions shows it. Whatever comes from files is shown and never acts. */
export function buildMarkdown(report: BuiltReport, showPath: ShowPath = (path) => path): string {
  const { facts, trace } = report;
  const rows = targetRows(trace, facts);
  const sections = [
    `### ${plainMarkdown(headline(report))}\n`,
    `${amountSentences(report).join(' ')}\n`,
    table(['Target', 'Result', 'Time', 'From the cache', 'Context', 'Image'], rows.map(rowCells)),
    slowest(report, showPath),
    comparisonText(report),
    ...failuresOf(report).map((failure) => failureText(failure, showPath)),
    facts.problem === null ? '' : `${plainMarkdown(facts.problem, 600)}\n`,
  ];
  return `${sections.filter((section) => section !== '').join('\n')}\n`;
}

function rowCells({ name, state, milliseconds, cached, reached, contextBytes, imageBytes }: TargetRow): readonly string[] {
  return [
    codeMarkdown(name),
    state,
    milliseconds === null ? '–' : durationText(milliseconds),
    reached === 0 ? '–' : `${cached} of ${reached} (${percentText(cached / reached)})`,
    contextBytes === null ? '–' : bytesText(contextBytes),
    imageBytes === null ? '–' : bytesText(imageBytes),
  ];
}

function slowest(report: BuiltReport, showPath: ShowPath): string {
  const steps = slowestSteps(report);
  if (steps.length === 0) return '';
  const cells = steps.map((step) => [codeMarkdown(stepName(step, report.trace)), durationText(step.duration), placeCell(step, showPath), step.isCritical ? 'yes' : 'no']);
  return `**Slowest steps**\n\n${table(['Step', 'Time', 'Where', 'Critical path'], cells)}`;
}

function placeCell({ place }: TraceStep, showPath: ShowPath): string {
  return place === null ? '–' : codeMarkdown(`${showPath(place.dockerfile)}:${place.line + 1}`);
}

function comparisonText(report: BuiltReport): string {
  const { comparison } = report;
  if (!comparison) return '';
  const misses = missesOf(report).map(
    ({ target, reason }) => `- ${codeMarkdown(target)}: ${plainMarkdown(reason.sentence, 600)}\n`,
  );
  return `**Compared with the build before**\n\n${plainMarkdown(comparison.headline, 600)}\n\n${amounts(comparison)}\n${misses.join('')}${misses.length > 0 ? '\n' : ''}${changes(comparison)}`;
}

function amounts({ wall, cacheRate, contextBytes, imageBytes }: Comparison): string {
  const rate = (value: number | null): string => (value === null ? '–' : percentText(value));
  return table(
    ['', 'Before', 'Now'],
    [
      ['Time', durationText(wall.before), durationText(wall.after)],
      ['From the cache', rate(cacheRate.before), rate(cacheRate.after)],
      ['Build context', bytesText(contextBytes.before), bytesText(contextBytes.after)],
      ...(imageBytes === null ? [] : [['Images', bytesText(imageBytes.before), bytesText(imageBytes.after)]]),
    ],
  );
}

function changes(comparison: Comparison): string {
  const rows = compareSteps(comparison).map(({ target, label, change, before, after }) => [
    codeMarkdown(target),
    codeMarkdown(label),
    change,
    before === null ? '–' : durationText(before),
    after === null ? '–' : durationText(after),
  ]);
  return rows.length === 0 ? '' : table(['Target', 'Step', 'Change', 'Before', 'Now'], rows);
}

function failureText({ target, place, sentence, log }: Failure, showPath: ShowPath): string {
  const where = place === null ? '' : ` at ${codeMarkdown(`${showPath(place.dockerfile)}:${place.line + 1}`)}`;
  const of = target === null ? '' : `${codeMarkdown(target)}: `;
  return `**Failed** ${of}${codeMarkdown(sentence, 300)}${where}\n${log.length === 0 ? '' : `\n${fencedMarkdown(log)}`}`;
}

/** Cells are Markdown already. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const left = rows.length - MOST_ROWS;
  return `${tableMarkdown(head, rows.slice(0, MOST_ROWS))}${left > 0 ? `\nand ${left} more\n` : ''}`;
}
