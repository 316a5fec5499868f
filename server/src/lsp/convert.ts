import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Range,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import type { Finding, Severity } from '../core/engine/finding.ts';
import type { TextEdit } from '../core/text/edits.ts';
import type { LineIndex } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';

export const SOURCE = 'drydock';

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export interface DiagnosticPlaces {
  readonly uri: string;
  readonly lines: LineIndex;
  /** URI of a workspace-relative path; null where it cannot be told. */
  uriOf(path: string): string | null;
  /** Address of a rule's page. */
  pageOf(rule: string): string | null;
  /** What the thing that a finding speaks about costs, as a sentence; null where nobody knows. */
  costOf?(finding: Finding): string | null;
}

export function toRange(at: Span, lines: LineIndex): Range {
  return { start: lines.positionAt(at.start), end: lines.positionAt(at.end) };
}

export function toTextEdit(edit: TextEdit, lines: LineIndex): LspTextEdit {
  return { range: toRange(edit.span, lines), newText: edit.text };
}

export function toDiagnostic(finding: Finding, places: DiagnosticPlaces): Diagnostic {
  const page = places.pageOf(finding.rule);
  const related = finding.related.flatMap((place): DiagnosticRelatedInformation[] => {
    if (place.path !== undefined) {
      const uri = places.uriOf(place.path);
      // Where nobody told the line, the start of the file will do.
      const start = { line: place.line ?? 0, character: 0 };
      return uri ? [{ location: { uri, range: { start, end: start } }, message: place.message }] : [];
    }
    return [{ location: { uri: places.uri, range: toRange(place.span, places.lines) }, message: place.message }];
  });
  return {
    range: toRange(finding.span, places.lines),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    ...(page ? { codeDescription: { href: page } } : {}),
    source: SOURCE,
    message: withCost(messageFor(finding), places.costOf?.(finding) ?? null),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

function withCost(message: string, cost: string | null): string {
  return cost === null ? message : `${message} ${cost}`;
}

/** A reader wants to know why there is no quick fix: the reason follows the message. */
export function messageFor(finding: Finding): string {
  return finding.withheld ? `${finding.message} No safe fix: ${finding.withheld}` : finding.message;
}
