import { countText } from '../core/text/amounts.ts';
import { listed } from '../core/text/listing.ts';
import type { Severity } from '../core/engine/finding.ts';
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
}

/**
 * Annotations for GitHub Actions, the gravest first. Those that GitHub would not show are lines of the log, folded up, and counted.
 * @param showPath from a path of the report to one that is relative to the checked-out repository: GitHub places annotations by it
 */
export function githubReport(report: ScanReport, showPath: (path: string) => string = (path) => path): string {
  const failed = (report.gates ?? []).filter(({ passed }) => !passed);
  const gates = failed.map(({ message }) => annotationCommand('error', { title: 'Drydock' }, told(message)));
  const { shown, left } = choose(placed(report), gates.length);
  const skipped = report.skipped.map(({ path, reason }) => `${visible(path)}: not checked: ${visible(reason)}`);
  const annotations = shown.map(({ path, finding }) => annotationCommand(KIND[finding.severity], propertiesOf(wellFormed(showPath(path)), finding), told(fullMessage(finding))));
  return [...gates, ...annotations, ...lines(skipped), ...leftOut(left), ...lines([countLine(report)])].join('');
}

/** By severity, else in their order. */
function placed({ files }: ScanReport): Placed[] {
  const all = files.flatMap(({ path, findings }) => findings.map((finding): Placed => ({ path, finding })));
  return ORDER.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
}

/** @param errors how many annotations of errors there are already */
function choose(all: readonly Placed[], errors: number): { shown: Placed[]; left: Placed[] } {
  const used: Record<AnnotationKind, number> = { error: errors, warning: 0, notice: 0 };
  const [shown, left]: [Placed[], Placed[]] = [[], []];
  for (const one of all) (used[KIND[one.finding.severity]]++ < MOST_OF_A_KIND ? shown : left).push(one);
  return { shown, left };
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

function leftOut(left: readonly Placed[]): string[] {
  if (left.length === 0) return [];
  const count = (kind: AnnotationKind): number => left.filter(({ finding }) => KIND[finding.severity] === kind).length;
  const counts = KINDS.flatMap((kind) => (count(kind) > 0 ? [countText(count(kind), `more ${kind}`)] : []));
  const title = `::group::${listed(counts)} than GitHub shows of a step\n`;
  return [title, ...lines(left.map(findingLine)), '::endgroup::\n'];
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
