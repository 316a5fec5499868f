import { countText } from '../core/text/amounts.ts';
import { listed } from '../core/text/listing.ts';
import type { Severity } from '../core/engine/finding.ts';
import { outlinesOf } from './findings.ts';
import { fullMessage } from './fullMessage.ts';
import type { ReportedFinding } from './reportedFinding.ts';
import type { ScanReport } from './scanReport.ts';
import { summarize } from './scanReport.ts';
import { visible } from './visible.ts';
import { wellFormed } from './wellFormed.ts';
import { annotationCommand, withoutCommands, type AnnotationKind, type AnnotationProperties } from './workflowCommand.ts';

/** GitHub shows so many annotations of each kind for a step, and passes over the others. */
const MOST_OF_A_KIND = 10;
/** Code units of a message; GitHub takes 64 KB. */
const MOST_MESSAGE = 4_000;

const KIND: Record<Severity, AnnotationKind> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };
const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const KINDS: readonly AnnotationKind[] = ['error', 'warning', 'notice'];

interface Placed {
  readonly path: string;
  readonly finding: ReportedFinding;
  /** False where GitHub shows enough of its kind already. */
  readonly isShown: boolean;
}

/**
 * Annotations for GitHub Actions, the gravest first. Those that GitHub would not show are lines of the log, folded up, and counted.
 * @param showPath from a path of the report to one that is relative to the checked-out repository: GitHub places annotations by it
 */
export function githubReport(report: ScanReport, showPath?: (path: string) => string): string {
  return [...githubPieces(report, showPath)].join('');
}

/** The same in pieces of whole lines. */
export function* githubPieces(report: ScanReport, showPath: (path: string) => string = (path) => path): Generator<string> {
  const failed = (report.gates ?? []).filter(({ passed }) => !passed);
  const gates = failed.map(({ message }) => annotationCommand('error', { title: 'Drydock' }, told(message)));
  const skipped = report.skipped.map(({ path, reason }) => `${visible(path)}: not checked: ${visible(reason)}`);
  yield* gates;
  for (const { path, finding, isShown } of placed(report, gates.length)) {
    if (isShown) yield annotationCommand(KIND[finding.severity], propertiesOf(wellFormed(showPath(path)), finding), told(fullMessage(finding)));
  }
  yield* lines(skipped);
  yield* leftOut(report, gates.length);
  yield* lines([countLine(report)]);
}

/** By severity, else in their order. @param errors how many annotations of errors there are already */
function* placed({ files }: ScanReport, errors: number): Generator<Placed> {
  const used: Record<AnnotationKind, number> = { error: errors, warning: 0, notice: 0 };
  for (const severity of ORDER) {
    for (const { path, findings } of files) {
      if (!outlinesOf(findings).some((outline) => outline.severity === severity)) continue;
      for (const finding of findings) if (finding.severity === severity) yield { path, finding, isShown: used[KIND[severity]]++ < MOST_OF_A_KIND };
    }
  }
}

/** Columns count within one line only: GitHub refuses them for a range of several. */
function propertiesOf(file: string, { rule, start, end }: ReportedFinding): AnnotationProperties {
  const title = `Drydock: ${wellFormed(visible(rule))}`;
  const line = start.line + 1;
  // A range that ends before the first character of a line ends with the line above it.
  const endLine = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  if (end.line !== start.line) return { file, line, endLine, title };
  const isEmpty = end.character <= start.character;
  return { file, line, endLine, col: start.character + 1, ...(isEmpty ? {} : { endColumn: end.character + 1 }), title };
}

/** @param errors as for `placed` */
function* leftOut(report: ScanReport, errors: number): Generator<string> {
  const { error, warning, information, hint } = summarize(report);
  const found: Record<AnnotationKind, number> = { error, warning, notice: information + hint };
  const left = (kind: AnnotationKind): number => found[kind] - Math.min(found[kind], Math.max(0, MOST_OF_A_KIND - (kind === 'error' ? errors : 0)));
  const counts = KINDS.flatMap((kind) => (left(kind) > 0 ? [countText(left(kind), `more ${kind}`)] : []));
  if (counts.length === 0) return;
  yield `::group::${listed(counts)} than GitHub shows of a step\n`;
  for (const one of placed(report, errors)) if (!one.isShown) yield* lines([findingLine(one)]);
  yield '::endgroup::\n';
}

function findingLine({ path, finding }: Placed): string {
  const { start, severity, rule } = finding;
  return `${visible(path)}:${start.line + 1}:${start.character + 1} ${severity} ${told(fullMessage(finding))} [${visible(rule)}]`;
}

function countLine(report: ScanReport): string {
  const { findings, files } = summarize(report);
  return `${findings === 0 ? 'No findings' : countText(findings, 'finding')} in ${countText(files, 'file')}.`;
}

function lines(texts: readonly string[]): string[] {
  return texts.map((text) => `${withoutCommands(wellFormed(text))}\n`);
}

function told(message: string): string {
  const text = wellFormed(visible(message));
  return text.length > MOST_MESSAGE ? `${wellFormed(text.slice(0, MOST_MESSAGE))}…` : text;
}
