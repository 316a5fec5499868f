import { bytesText, durationText, percentText } from '../amounts.ts';
import type { Comparison } from '../comparison.ts';
import { shownText } from '../shownText.ts';
import type { BuiltReport, ShowPath } from './builtReport.ts';
import { failuresOf, isAlone, type Failure } from './failures.ts';
import { compareSteps } from './notableChanges.ts';
import { stepName } from './stepName.ts';
import { targetRows, type TargetRow } from './targetRows.ts';
import { alignedRows } from './textTable.ts';
import { cutToWidth } from './textWidth.ts';
import { amountSentences, headline, missesOf, slowestSteps } from './words.ts';

/** Colours a text where the terminal can. */
export type PaintText = (style: 'red' | 'yellow' | 'green' | 'gray' | 'bold', text: string) => string;

export interface TextReportOptions {
  /** True where a comparison was asked for; else only what ran again is told of it. */
  readonly comparesAll: boolean;
  readonly paint?: PaintText;
  readonly showPath?: ShowPath;
}

/** Columns of a step's name in a table: most terminals are narrow. */
const MOST_NAME = 64;
const MOST_TARGETS = 100;
const MOST_WARNINGS = 20;
const MOST_MISSES = 20;

/**
 * What a terminal shows of a finished build: how it ended, its targets, the slowest steps, what ran again and why, and at the end each failure
 * as `failureText` writes it.
 */
export function buildText(report: BuiltReport, { comparesAll, paint = (_, text) => text, showPath = (path) => path }: TextReportOptions): string {
  const { facts, trace, comparison } = report;
  const isBuilt = (report.record?.state ?? trace.state) === 'done';
  const blocks = [
    [paint('bold', paint(isBuilt ? 'green' : 'red', `${headline(report)}.`)), ...amountSentences(report)],
    targetLines(targetRows(trace, facts), paint),
    slowestLines(report, paint, showPath),
    missLines(report, paint),
    comparison === null || !comparesAll ? [] : comparisonLines(comparison, paint),
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => `${block.join('\n')}\n`).join('\n')}`;
}

/**
 * Each failure with the end of its log, in a form that stays as it is, since problem matchers read it:
 * `web/Dockerfile:12: error: RUN npm ci failed with exit code 1 [web]`, then the lines of the log, each after two spaces.
 */
export function failuresText(report: BuiltReport, { paint = (_, text) => text, showPath = (path) => path }: Omit<TextReportOptions, 'comparesAll'>): string {
  return failuresOf(report).map((failure) => failureText(failure, paint, showPath)).join('');
}

/** Some of the builder's warnings end with the line, which stands before them already. */
const OWN_LINE = / \(line \d{1,9}\)\.?$/;

/** What the builder warns of, in the same form. */
export function warningsText({ trace, record }: BuiltReport, { paint = (_, text) => text, showPath = (path) => path }: Omit<TextReportOptions, 'comparesAll'>): string {
  const lines = trace.warnings.slice(0, MOST_WARNINGS).map(({ target, text, dockerfile, line }) => {
    const where = dockerfile === null || line === null ? '' : `${shownText(showPath(dockerfile), 1000)}:${line + 1}: `;
    return `${where}${paint('yellow', 'warning:')} ${shownText(where === '' ? text : text.replace(OWN_LINE, '')).replace(/\.+$/, '')}${target === null || isAlone(record) ? '' : ` [${shownText(target)}]`}\n`;
  });
  const left = trace.warnings.length - MOST_WARNINGS;
  return `${lines.join('')}${left > 0 ? `and ${left} more ${left === 1 ? 'warning' : 'warnings'}\n` : ''}`;
}

function failureText({ target, place, sentence, log }: Failure, paint: PaintText, showPath: ShowPath): string {
  const where = place === null ? '' : `${shownText(showPath(place.dockerfile), 1000)}:${place.line + 1}: `;
  const of = target === null ? '' : ` [${shownText(target)}]`;
  return `${where}${paint('red', 'error:')} ${sentence}${of}\n${log.map((line) => `  ${line}\n`).join('')}`;
}

function targetLines(rows: readonly TargetRow[], paint: PaintText): readonly string[] {
  if (rows.length < 2) return [];
  const lines = alignedRows(
    rows.slice(0, MOST_TARGETS).map(({ name, state, milliseconds, cached, reached, contextBytes, imageBytes }) => [
      milliseconds === null ? '' : durationText(milliseconds),
      shownText(name, 60),
      state === 'done' ? '' : state === 'waiting' ? 'not built' : state,
      reached === 0 ? '' : `${cached} of ${reached} cached`,
      contextBytes === null ? '' : `context ${bytesText(contextBytes)}`,
      imageBytes === null ? '' : `image ${bytesText(imageBytes)}`,
    ]),
  );
  const left = rows.length - MOST_TARGETS;
  return [paint('bold', 'Targets'), ...lines, ...(left > 0 ? [`  and ${left} more`] : [])];
}

function slowestLines(report: BuiltReport, paint: PaintText, showPath: ShowPath): readonly string[] {
  const steps = slowestSteps(report);
  if (steps.length === 0) return [];
  const rows = steps.map((step) => [
    durationText(step.duration),
    cutToWidth(stepName(step, report.trace), MOST_NAME),
    step.place === null ? '' : `${shownText(showPath(step.place.dockerfile), 200)}:${step.place.line + 1}`,
  ]);
  return [paint('bold', 'Slowest steps'), ...alignedRows(rows)];
}

function missLines(report: BuiltReport, paint: PaintText): readonly string[] {
  const misses = missesOf(report);
  if (misses.length === 0) return [];
  const lines = misses.slice(0, MOST_MISSES).map(({ target, reason }) => {
    const of = report.trace.targets.length > 1 ? `[${shownText(target, 60)}] ` : '';
    return `  ${of}${shownText(reason.sentence, 600)}`;
  });
  const left = misses.length - MOST_MISSES;
  return [paint('bold', 'First to run again'), ...lines, ...(left > 0 ? [`  and ${left} more`] : [])];
}

function comparisonLines(comparison: Comparison, paint: PaintText): readonly string[] {
  const { wall, cacheRate, contextBytes, imageBytes, before } = comparison;
  const rate = (value: number | null): string => (value === null ? '' : percentText(value));
  const amounts = alignedRows([
    ['', 'before', 'now'],
    ['time', durationText(wall.before), durationText(wall.after)],
    ['from the cache', rate(cacheRate.before), rate(cacheRate.after)],
    ['build context', bytesText(contextBytes.before), bytesText(contextBytes.after)],
    ...(imageBytes === null ? [] : [['images', bytesText(imageBytes.before), bytesText(imageBytes.after)]]),
  ]);
  const steps = compareSteps(comparison).map(({ target, label, change, before: old, after }) => [
    old === null ? '' : durationText(old),
    '->',
    after === null ? '' : durationText(after),
    change,
    cutToWidth(`${comparison.targets.length > 1 ? `[${shownText(target, 60)}] ` : ''}${shownText(label)}`, MOST_NAME),
  ]);
  return [paint('bold', `Compared with ${shownText(before, 80)}`), `  ${shownText(comparison.headline, 600)}`, ...amounts, ...alignedRows(steps)];
}
